//! Which URLs of the site a setting speaks of: `site.elsewhere`, `site.dynamic`.

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use serde::{Deserialize, Deserializer, de};

use super::is_below;

/// Some URLs of a site. A slash at the end of a URL does not count.
#[derive(Clone, Debug)]
pub struct UrlPattern {
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// `/blog/`: this one and all below.
    Below,
    /// `= /company/`: this one alone.
    Exact,
    /// `/handbook/**/performance-indicators/`: `*` stands for one segment or a part of it, `**` for any number.
    Glob(Box<GlobMatcher>),
}

impl UrlPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let path = text.strip_prefix('=').map_or(text, str::trim_start);
        if !path.starts_with('/') && !path.starts_with('*') {
            return Err(format!("`{text}` is no path of the site: it begins with `/`"));
        }
        let kind = if text.starts_with('=') {
            Kind::Exact
        } else if path.contains(['*', '?', '[', '{']) {
            let glob = GlobBuilder::new(path.trim_end_matches('/')).literal_separator(true).build();
            Kind::Glob(Box::new(glob.map_err(|error| error.kind().to_string())?.compile_matcher()))
        } else {
            Kind::Below
        };
        Ok(Self { text: text.to_owned(), kind })
    }

    /// Whether it speaks of `path`.
    pub(super) fn matches(&self, path: &str) -> bool {
        match &self.kind {
            Kind::Below => is_below(path, &self.text),
            Kind::Exact => path.trim_end_matches('/') == self.text[1..].trim().trim_end_matches('/'),
            Kind::Glob(glob) => glob.is_match(path.trim_end_matches('/')),
        }
    }
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl PartialEq for UrlPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for UrlPattern {}

impl<'de> Deserialize<'de> for UrlPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_prefixes_paths_and_globs() {
        for (pattern, path, matches) in [
            ("/blog/", "/blog/2021/x/", true),
            ("/blog/", "/blogs/", false),
            ("= /company/", "/company", true),
            ("= /company/", "/company/team/", false),
            ("/handbook/**/kpis/", "/handbook/a/b/kpis/", true),
            ("/handbook/**/kpis/", "/handbook/kpis", true),
            ("/handbook/**/kpis/", "/handbook/kpis/x/", false),
            ("/blog/categories/*/", "/blog/categories/x", true),
            ("/blog/categories/*/", "/blog/categories/x/y", false),
        ] {
            assert_eq!(UrlPattern::new(pattern).expect("valid").matches(path), matches, "{pattern} {path}");
        }
        assert!(UrlPattern::new("blog").is_err() && UrlPattern::new("/a[").is_err());
    }
}
