//! Examples: the specification of a rule, its manual page and its tests at once.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::Span;
use crate::text::yaml::{Located, Node};

/// A page, or a piece of one, and what the rule says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The page.
    pub text: String,
    /// The texts that are underlined, in the order of the page; none for a good example.
    pub finds: Vec<String>,
    /// The page after all fixes.
    pub fixed: Option<String>,
    /// Options of the rule that are other than in its file, for this example.
    pub options: Option<Node>,
    /// Other files of the site, by location.
    pub files: BTreeMap<String, String>,
    /// What the site is like: the keys of `site` in a configuration; redirects are one of the files.
    pub site: Option<Node>,
    /// URLs of other sites that lead nowhere, each with the reason; all others lead somewhere.
    pub external: BTreeMap<String, String>,
    /// Where the page stands in the project.
    pub location: String,
    /// Where it stands in the rule file.
    pub span: Span,
}

/// What a rule made of one of its examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleOutcome {
    /// The texts it underlined.
    pub finds: Vec<String>,
    /// The page after all fixes; none if nothing could be fixed.
    pub fixed: Option<String>,
}

impl Example {
    /// Whether the rule should find nothing.
    pub fn is_good(&self) -> bool {
        self.finds.is_empty()
    }

    /// What is not as the example says; empty if all is well.
    pub fn compare(&self, outcome: &ExampleOutcome) -> Vec<String> {
        let mut wrong = Vec::new();
        if outcome.finds != self.finds {
            wrong.push(format!("finds {:?}, expected {:?}", outcome.finds, self.finds));
        }
        if let Some(expected) = &self.fixed
            && outcome.fixed.as_ref() != Some(expected)
        {
            wrong.push(format!("fixes to {:?}, expected {expected:?}", outcome.fixed.as_deref().unwrap_or("nothing")));
        }
        wrong
    }
}

/// An example as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    bad: Option<Located<String>>,
    good: Option<Located<String>>,
    #[serde(default)]
    finds: Vec<String>,
    fixed: Option<String>,
    #[serde(default)]
    options: Option<Node>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    site: Option<Node>,
    #[serde(default)]
    external: BTreeMap<String, String>,
    #[serde(default = "usual_location")]
    location: String,
}

fn usual_location() -> String {
    "jobs/job.md".to_owned()
}

impl ExampleEntry {
    /// Checks that the example says what it means.
    pub(super) fn read(self) -> Result<Example, &'static str> {
        let (text, bad) = match (self.bad, self.good) {
            (Some(text), None) => (text, true),
            (None, Some(text)) => (text, false),
            _ => return Err("an example has either `bad` or `good`"),
        };
        if bad && self.finds.is_empty() {
            return Err("a bad example says with `finds` what is underlined");
        }
        if !bad && (!self.finds.is_empty() || self.fixed.is_some()) {
            return Err("a good example has no `finds` and no `fixed`");
        }
        Ok(Example {
            text: text.value,
            finds: self.finds,
            fixed: self.fixed,
            options: self.options,
            files: self.files,
            site: self.site,
            external: self.external,
            location: self.location,
            span: text.span,
        })
    }
}
