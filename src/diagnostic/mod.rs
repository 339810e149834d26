//! What can be said about a source: all that reports, the fixer and an editor see.

mod fix;
mod invalid;
mod severity;

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::text::Span;

pub use fix::{Edit, Fix, Safety};
pub use invalid::Invalid;
pub use severity::{Level, Severity};

/// One thing that is wrong, with its place, its reason and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that says so.
    pub rule: RuleId,
    /// How bad it is, by the rule or the configuration.
    pub severity: Severity,
    /// What is wrong, in one line that quotes the page.
    pub message: String,
    /// Where: what the reader should look at first.
    pub primary: Label,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// Why it matters, in a line or two.
    pub why: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The change that mends it, where one is known.
    pub fix: Option<Fix>,
    /// What is behind it, if that may be behind others too: findings of one rule and one cause are one story.
    pub cause: Option<String>,
}

/// A place and what to say at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes to underline.
    pub span: Span,
    /// A few words; may be empty.
    pub text: String,
}

impl Label {
    /// A label with its words.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The name of a rule: small letters, digits and hyphens, like its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// The id `name`, or nothing if it is not small letters, digits and single hyphens.
    pub fn new(name: &str) -> Option<Self> {
        let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
            && !name.ends_with('-')
            && !name.contains("--")
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(name.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Borrow<str> for RuleId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::RuleId;

    #[test]
    fn ids_are_kebab_case() {
        assert!(RuleId::new("gendered-pronoun-2").is_some());
        for wrong in ["", "-a", "a-", "a--b", "A", "a_b", "2a", "a b"] {
            assert!(RuleId::new(wrong).is_none(), "{wrong:?}");
        }
    }
}
