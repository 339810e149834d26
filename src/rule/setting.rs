//! What a preset or a configuration says of a rule.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::Level;
use crate::text::Source;
use crate::text::yaml::{Located, Node, YamlError};

use super::OptionEntry;

/// One entry under `rules:`.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule, or a group of rules (only by presets of the command line: `--select wording`).
    pub id: Located<String>,
    /// Its level; none leaves it as it is.
    pub level: Option<SettingLevel>,
    /// Options laid over those of the rule file.
    pub options: Vec<OptionEntry>,
    /// The file that says so.
    pub source: Arc<Source>,
}

/// A level, or `on`: the level of the rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingLevel {
    /// As the rule file says.
    On,
    /// Does not run.
    Off,
    /// Reports info.
    Info,
    /// Reports warnings.
    Warning,
    /// Reports errors.
    Error,
}

impl SettingLevel {
    /// The level of a rule whose file says `own`.
    pub fn level(self, own: Level) -> Level {
        match self {
            SettingLevel::On => own,
            SettingLevel::Off => Level::Off,
            SettingLevel::Info => Level::Info,
            SettingLevel::Warning => Level::Warning,
            SettingLevel::Error => Level::Error,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default)]
    severity: Option<SettingLevel>,
    #[serde(default)]
    options: Option<Node>,
}

impl RuleSetting {
    /// Reads the entries under `rules:`: `id: LEVEL` or `id: {severity: LEVEL, options: {...}}`.
    ///
    /// # Errors
    /// [`YamlError`] at the entry that is neither.
    pub fn read_all(node: &Node, source: &Arc<Source>) -> Result<Vec<Self>, YamlError> {
        if node.entries().is_empty() && !node.is_null() && node.as_str().is_some() {
            return Err(YamlError::new(format!("expected rules, found {}", node.describe()), node.span));
        }
        let read = |entry: &crate::text::yaml::Entry| {
            let id = Located { value: entry.key.clone(), span: entry.key_span };
            let (level, options) = match entry.value.as_str() {
                Some(_) => (Some(entry.value.read::<SettingLevel>()?), None),
                None => {
                    let keys: Keys = entry.value.read()?;
                    (keys.severity, keys.options)
                }
            };
            let options = options.iter().flat_map(Node::entries);
            let options =
                options.map(|entry| OptionEntry { entry: entry.clone(), source: Arc::clone(source) }).collect();
            Ok(Self { id, level, options, source: Arc::clone(source) })
        };
        node.entries().iter().map(read).collect()
    }
}
