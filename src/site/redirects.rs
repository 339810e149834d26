//! Old URLs that lead to new ones.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::Source;
use crate::text::yaml::{self, OneOrMany};

/// The redirects of a site.
#[derive(Clone, Debug, Default)]
pub struct Redirects {
    entries: Vec<Redirect>,
}

#[derive(Clone, Debug)]
struct Redirect {
    from: String,
    to: String,
    how: Comparison,
}

/// How a source is compared, in the words of nginx that GitLab's `redirects.yml` uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Comparison {
    /// The whole path; a slash at its end counts.
    #[serde(rename = "=")]
    Exact,
    /// Everything below goes to the one target.
    #[serde(rename = "^~")]
    Below,
    /// Everything below goes below the target.
    #[serde(rename = "~")]
    Moved,
    /// The whole path, with or without a slash at its end.
    #[serde(skip)]
    Any,
}

#[derive(Deserialize)]
struct Entry {
    sources: OneOrMany<String>,
    target: String,
    #[serde(default = "exact")]
    comp_op: Comparison,
}

fn exact() -> Comparison {
    Comparison::Exact
}

/// Where a path leads now.
pub(super) struct Moved {
    /// A path of the site, or a URL.
    pub(super) to: String,
    /// Whether each page that is redirected has a new place of its own.
    pub(super) is_same_page: bool,
}

impl Redirects {
    /// Reads redirects: a list of `sources`, `target` and `comp_op` in YAML, as GitLab's `data/redirects.yml` is written,
    /// or, of a file that is called `_redirects`, lines of `from to [status]` as
    /// [Netlify](https://docs.netlify.com/routing/redirects/) has them.
    ///
    /// # Errors
    /// [`Invalid`] if the file is not of that form.
    pub fn read(source: &Arc<Source>) -> Result<Self, Invalid> {
        if source.name().rsplit('/').next() == Some("_redirects") {
            return Ok(Self { entries: netlify(source.text()) });
        }
        let read = yaml::parse(source.text()).and_then(|node| node.read::<Vec<Entry>>());
        let read = read.map_err(|error| Invalid::new(source, error))?;
        let entries = read.into_iter().flat_map(|entry| {
            let (to, how) = (entry.target, entry.comp_op);
            entry.sources.0.into_iter().map(move |from| Redirect { from, to: to.clone(), how })
        });
        Ok(Self { entries: entries.collect() })
    }

    /// Where `path` leads now.
    pub(super) fn target(&self, path: &str) -> Option<Moved> {
        self.entries.iter().find_map(|redirect| {
            let from = redirect.from.as_str();
            // Netlify does not mind a slash at the end, and neither does what goes below a target with one.
            let rest = match redirect.how {
                Comparison::Any => {
                    let same = path.trim_end_matches('/') == from.trim_end_matches('/');
                    return same.then(|| Moved { to: redirect.to.clone(), is_same_page: true });
                }
                _ => path.strip_prefix(from)?,
            };
            match redirect.how {
                Comparison::Exact => rest.is_empty().then(|| Moved { to: redirect.to.clone(), is_same_page: true }),
                Comparison::Below => Some(Moved { to: redirect.to.clone(), is_same_page: false }),
                Comparison::Moved | Comparison::Any => {
                    Some(Moved { to: format!("{}{rest}", redirect.to), is_same_page: true })
                }
            }
        })
    }
}

/// The lines of Netlify's file. Those with conditions or placeholders in the middle cannot be judged and are left out.
fn netlify(text: &str) -> Vec<Redirect> {
    let lines = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (from, to) = (words.next()?, words.next()?);
            let status = words.next().unwrap_or("301").trim_end_matches('!');
            let is_redirect = matches!(status, "301" | "302" | "303" | "307" | "308");
            if !from.starts_with('/') || to.contains('=') || !is_redirect || words.next().is_some() {
                return None;
            }
            let (from, to, how) = match (from.strip_suffix('*'), to.strip_suffix(":splat")) {
                (Some(from), Some(to)) => (from, to, Comparison::Moved),
                (Some(from), None) => (from, to, Comparison::Below),
                (None, _) => (from, to, Comparison::Any),
            };
            let is_plain = !from.contains([':', '*']) && !to.trim_start_matches("https:").contains([':', '*']);
            is_plain.then(|| Redirect { from: from.to_owned(), to: to.to_owned(), how })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_meanings() {
        let text = "- {sources: /a/, target: /b/, comp_op: '='}\n\
                    - {sources: [/c/, /d/], target: /e/, comp_op: ^~}\n\
                    - {sources: /f/, target: /g/, comp_op: '~'}\n";
        let redirects = Redirects::read(&Arc::new(Source::new("redirects.yml", text))).expect("valid");
        let target = |path| redirects.target(path).map(|moved| moved.to);
        assert_eq!(target("/a/").as_deref(), Some("/b/"));
        assert_eq!(target("/a"), None);
        assert_eq!(target("/a/x/"), None);
        assert_eq!(target("/d/x/").as_deref(), Some("/e/"));
        assert_eq!(target("/f/x/").as_deref(), Some("/g/x/"));
    }

    #[test]
    fn netlify_redirects_are_lines() {
        let text = "# old pages\n/a /b 301\n/c/* /d/:splat\n/e/* /f/\n/g /h 200\n/i /j Country=de\n/k/:id /l/:id\n";
        let redirects = Redirects::read(&Arc::new(Source::new("static/_redirects", text))).expect("valid");
        let target = |path| redirects.target(path).map(|moved| moved.to);
        assert_eq!(target("/a/").as_deref(), Some("/b"));
        assert_eq!(target("/c/x/y").as_deref(), Some("/d/x/y"));
        assert_eq!(target("/e/x").as_deref(), Some("/f/"));
        assert!(["/g", "/i", "/k/1"].into_iter().all(|path| target(path).is_none()));
    }
}
