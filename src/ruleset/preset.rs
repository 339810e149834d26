//! Named policies: which rules are on, and how.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::rule::RuleSetting;
use crate::text::yaml::{self, Located, Node, YamlError};
use crate::text::{Source, nearest};

use super::builtin;

/// A policy: the rules it names are on, all others off.
#[derive(Clone, Debug)]
pub struct Preset {
    /// What it is for, in a line.
    pub title: String,
    /// What it says of rules, those of the presets it extends first.
    pub rules: Vec<RuleSetting>,
    /// Which pages it was made for; none for a preset that is for all.
    pub made_for: Option<MadeFor>,
}

/// Which pages a preset was made for: `jdlint init` proposes it only where most pages are of the kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MadeFor {
    /// Values of `layout:` in their front matter.
    pub layouts: Vec<String>,
    /// Names of folders above them.
    pub folders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    title: String,
    #[serde(default)]
    extends: Option<Located<String>>,
    #[serde(default, rename = "made-for")]
    made_for: Option<MadeFor>,
    rules: Node,
}

impl Preset {
    /// The default: what every job page of any company should have.
    pub const DEFAULT: &str = "recommended";

    /// The built-in preset of this name.
    ///
    /// # Errors
    /// The nearest name that exists, if there is one.
    pub fn builtin(name: &str) -> Result<Self, Option<&'static str>> {
        match builtin::preset_source(name) {
            Some(source) => Ok(Self::read(&source).expect("a test reads every embedded preset")),
            None => Err(nearest(name, builtin::preset_names())),
        }
    }

    /// Reads a preset file.
    ///
    /// # Errors
    /// [`Invalid`] at the first thing that is wrong.
    pub fn read(source: &Arc<Source>) -> Result<Self, Invalid> {
        let read = || -> Result<Self, YamlError> {
            let keys: Keys = yaml::parse(source.text())?.read()?;
            let mut rules = Vec::new();
            if let Some(base) = &keys.extends {
                // The built-in presets do not extend each other in a circle; a file can extend only those.
                let base = Self::builtin(&base.value).map_err(|near| {
                    YamlError::new(format!("there is no preset `{}`", base.value), base.span)
                        .with_help(near.map(|near| format!("Did you mean `{near}`?")))
                })?;
                rules.extend(base.rules);
            }
            rules.extend(RuleSetting::read_all(&keys.rules, source)?);
            Ok(Self { title: keys.title, rules, made_for: keys.made_for })
        };
        read().map_err(|error| Invalid::new(source, error))
    }
}
