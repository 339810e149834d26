//! Links to other sites. Whether they lead anywhere is known only to who asks them, which happens with `--online` alone and
//! outside the engine; here stand the question and the answers.

use std::borrow::Cow;
use std::fmt::Debug;

/// What is known of the URLs of other sites.
pub trait External: Debug + Send + Sync {
    /// What is known of `url`, a link as the page has it (`https://...`, `http://...` or `//...`).
    fn verdict(&self, url: &str) -> Verdict;
}

/// What is known of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads somewhere.
    Found,
    /// It surely leads nowhere, and why: "the server says 404 Not Found".
    Broken(String),
    /// It was asked and did not answer clearly: refused, too slow, too many questions.
    Unverified,
    /// It was not asked, because of a limit.
    NotAsked,
}

/// A URL for people: without user and password, and without what a query says, which may be a key.
pub fn without_secrets(url: &str) -> Cow<'_, str> {
    let start = url.find("//").map_or(0, |at| at + 2);
    let end = url[start..].find(['/', '?', '#', '\\']).map_or(url.len(), |at| start + at);
    // The last `@` ends the password, which may hold others.
    let host = url[start..end].rfind('@').map_or(start, |at| start + at + 1);
    let query = url[end..].find('?').map(|at| end + at + 1);
    if host == start && query.is_none_or(|query| query == url.len()) {
        return Cow::Borrowed(url);
    }
    let shown = match query {
        Some(query) => format!("{}...", &url[host..query]),
        None => url[host..].to_owned(),
    };
    Cow::Owned(format!("{}{shown}", &url[..start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        for (url, shown) in [
            ("https://example.com/a#b", "https://example.com/a#b"),
            ("https://user:pa@ss@example.com/a@b", "https://example.com/a@b"),
            ("https://example.com?token=1#x", "https://example.com?..."),
            ("//u@example.com/x?y=z", "//example.com/x?..."),
            ("https://u:p@example.com", "https://example.com"),
            ("https://example.com/?", "https://example.com/?"),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
