//! The rules in force.

mod builtin;
mod library;
mod preset;

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::rule::{PhraseIndex, Rule};

pub(crate) use builtin::draft_source;
pub use builtin::{preset_names, presets};
pub use library::Library;
pub use preset::{MadeFor, Preset};

/// A rule in force with the severity that the configuration gave it.
#[derive(Clone, Debug)]
pub struct ActiveRule {
    /// The rule with its options.
    pub rule: Arc<Rule>,
    /// How bad its findings are.
    pub severity: Severity,
}

/// The rules in force for some pages, with their phrases compiled together.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<ActiveRule>,
    phrases: PhraseIndex,
}

impl RuleSet {
    /// These rules.
    pub fn new(rules: Vec<ActiveRule>) -> Self {
        let phrases = PhraseIndex::new(rules.iter().map(|active| &*active.rule));
        Self { rules, phrases }
    }

    /// The rules by their names.
    pub fn rules(&self) -> &[ActiveRule] {
        &self.rules
    }

    /// Their phrases.
    pub fn phrases(&self) -> &PhraseIndex {
        &self.phrases
    }
}
