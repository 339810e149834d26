//! Links to other sites. Whether they lead anywhere is known only to who asks them, which happens with `--online` alone and
//! outside the engine; here stand the question and the answers.

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
    /// It was not asked.
    NotAsked,
}
