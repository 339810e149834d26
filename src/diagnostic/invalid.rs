//! Files of a configuration that are wrong: reported like any finding, and nothing is checked with them.

use std::fmt;
use std::sync::Arc;

use crate::text::Source;
use crate::text::yaml::YamlError;

use super::{Diagnostic, Label, RuleId, Severity};

/// A configuration, rule, preset, vocabulary or redirect file that is wrong, and what is wrong in it.
#[derive(Clone, Debug)]
pub struct Invalid {
    /// The file.
    pub source: Arc<Source>,
    /// What is wrong, and where.
    pub diagnostic: Box<Diagnostic>,
}

impl Invalid {
    /// What reports call it in place of a rule.
    pub const ID: &str = "invalid-config";

    /// An error in a file.
    pub fn new(source: &Arc<Source>, error: YamlError) -> Self {
        let diagnostic = Diagnostic {
            rule: RuleId::new(Self::ID).expect("the reserved name is an id"),
            severity: Severity::Error,
            message: error.message,
            primary: Label::new(error.span, ""),
            related: Vec::new(),
            why: String::new(),
            help: error.help,
            fix: None,
            cause: None,
        };
        Self { source: Arc::clone(source), diagnostic: Box::new(diagnostic) }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.source.position(self.diagnostic.primary.span.start).line;
        write!(formatter, "{}:{line}: {}", self.source.name(), self.diagnostic.message)
    }
}

impl std::error::Error for Invalid {}
