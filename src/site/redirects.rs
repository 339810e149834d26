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

impl Redirects {
    /// Reads a list of `sources`, `target` and `comp_op` in YAML, as GitLab's `data/redirects.yml` is written.
    ///
    /// # Errors
    /// [`Invalid`] if the file is not of that form.
    pub fn read(source: &Arc<Source>) -> Result<Self, Invalid> {
        let read = yaml::parse(source.text()).and_then(|node| node.read::<Vec<Entry>>());
        let read = read.map_err(|error| Invalid::new(source, error))?;
        let entries = read.into_iter().flat_map(|entry| {
            let (to, how) = (entry.target, entry.comp_op);
            entry.sources.0.into_iter().map(move |from| Redirect { from, to: to.clone(), how })
        });
        Ok(Self { entries: entries.collect() })
    }

    /// Where `path` leads now.
    pub(super) fn target(&self, path: &str) -> Option<String> {
        self.entries.iter().find_map(|redirect| {
            let rest = path.strip_prefix(redirect.from.as_str())?;
            match redirect.how {
                Comparison::Exact => rest.is_empty().then(|| redirect.to.clone()),
                Comparison::Below => Some(redirect.to.clone()),
                Comparison::Moved => Some(format!("{}{rest}", redirect.to)),
            }
        })
    }
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
        let target = |path| redirects.target(path);
        assert_eq!(target("/a/").as_deref(), Some("/b/"));
        assert_eq!(target("/a"), None);
        assert_eq!(target("/a/x/"), None);
        assert_eq!(target("/d/x/").as_deref(), Some("/e/"));
        assert_eq!(target("/f/x/").as_deref(), Some("/g/x/"));
    }
}
