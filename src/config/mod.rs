//! Settings as written in `jdlint.yml`, and as decided for a folder. Knows no rule by name.

mod discover;
mod layer;
mod pages;
mod settings;

pub use discover::{FILE_NAMES, find_layers, repository_root};
pub use layer::{ConfigFile, Layer};
pub use pages::PageFilter;
pub(crate) use discover::{begins_at, read_source};
pub(crate) use settings::location_in;
pub use settings::{Blame, CommandLine, Origin, Override, PresetChoice, Settings};

use crate::diagnostic::{Diagnostic, Label, RuleId, Severity};
use crate::text::Source;
use crate::text::yaml::YamlError;

use std::sync::Arc;

/// Something wrong in a configuration file.
#[derive(Clone, Debug)]
pub struct ConfigError {
    /// The file.
    pub source: Arc<Source>,
    /// What is wrong, and where.
    pub diagnostic: Diagnostic,
}

impl ConfigError {
    /// An error of reading as a diagnostic.
    pub fn of(source: &Arc<Source>, error: YamlError) -> Self {
        let diagnostic = Diagnostic {
            rule: RuleId::new(RuleId::INVALID_CONFIG).expect("the name is an id"),
            severity: Severity::Error,
            message: error.message,
            primary: Label::new(error.span, ""),
            related: Vec::new(),
            why: String::new(),
            help: error.help,
            fix: None,
        };
        Self { source: Arc::clone(source), diagnostic }
    }
}
