//! All rules that are known, and the choice among them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Invalid, Level, RuleId};
use crate::kinds::KINDS;
use crate::page::Vocabulary;
use crate::rule::{OptionEntry, Rule, RuleFile, RuleSetting, SettingLevel};
use crate::text::yaml::{Node, YamlError};
use crate::text::{Source, nearest};

use super::{ActiveRule, RuleSet, builtin};

/// The rule files that are known: those of jdlint, and a team's own.
#[derive(Clone, Debug)]
pub struct Library {
    files: BTreeMap<RuleId, RuleFile>,
    vocabulary: Arc<Vocabulary>,
}

impl Library {
    /// The rules of jdlint.
    pub fn builtin() -> Self {
        let files = builtin::rule_files().into_iter().map(|file| (file.id().clone(), file)).collect();
        Self { files, vocabulary: Arc::clone(&builtin::VOCABULARY) }
    }

    /// Adds a team's own rule.
    ///
    /// # Errors
    /// [`Invalid`] if a rule of this name exists already.
    pub fn add(&mut self, file: RuleFile) -> Result<(), Invalid> {
        if let Some(known) = self.files.get(file.id()) {
            let message = format!("there is a rule `{}` already: {}", file.id(), known.source().name());
            let error = YamlError::new(message, crate::text::Span::empty(0));
            return Err(Invalid::new(file.source(), error.with_help(Some("Give the file another name.".into()))));
        }
        self.files.insert(file.id().clone(), file);
        Ok(())
    }

    /// Adds a team's own words for roles and stages.
    ///
    /// # Errors
    /// [`Invalid`] at the first of them that is wrong.
    pub fn extend_vocabulary(&mut self, words: &Node, source: &Arc<Source>) -> Result<(), Invalid> {
        self.vocabulary = Arc::new(self.vocabulary.extend(words, source)?);
        Ok(())
    }

    /// The words for roles and stages.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The names of all rules.
    pub fn ids(&self) -> impl Iterator<Item = &RuleId> {
        self.files.keys()
    }

    /// The groups that rules belong to.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.files.values().map(RuleFile::group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The group of a rule.
    pub fn group_of(&self, id: &RuleId) -> Option<&str> {
        self.files.get(id).map(RuleFile::group)
    }

    /// The file of this rule.
    pub fn file(&self, id: &str) -> Option<&RuleFile> {
        self.files.get(id)
    }

    /// The rule with the options of its file.
    ///
    /// # Errors
    /// [`Invalid`] if its file is wrong; nothing if there is no such rule.
    pub fn rule(&self, id: &str) -> Option<Result<Rule, Invalid>> {
        self.files.get(id).map(|file| file.build(&[], KINDS, &self.vocabulary))
    }

    /// The name nearest to `id`.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.files.keys().map(RuleId::as_str))
    }

    /// The rules that are on after all `settings`, the later laid over the earlier. A rule that nothing speaks of is
    /// off, but for a team's own: those are on by being there.
    ///
    /// # Errors
    /// Every setting and every rule file that is wrong.
    pub fn rule_set(&self, settings: &[RuleSetting]) -> Result<RuleSet, Vec<Invalid>> {
        let mut errors = Vec::new();
        let mut chosen: BTreeMap<&RuleId, Chosen> = BTreeMap::new();
        for (id, file) in &self.files {
            if file.group() == RuleFile::CUSTOM {
                chosen.insert(id, Chosen { setting: Some(SettingLevel::On), options: Vec::new() });
            }
        }
        for setting in settings {
            let Some((id, _)) = self.files.get_key_value(setting.id.value.as_str()) else {
                let near = self.nearest(&setting.id.value).map(|near| format!("Did you mean `{near}`?"));
                let error = YamlError::new(format!("there is no rule `{}`", setting.id.value), setting.id.span);
                errors.push(Invalid::new(&setting.source, error.with_help(near)));
                continue;
            };
            let entry = chosen.entry(id).or_default();
            // Options alone do not switch a rule on.
            entry.setting = setting.level.or(entry.setting);
            entry.options.extend(setting.options.iter().cloned());
        }
        // Most of the time of a start goes into compiling patterns, each for itself.
        let chosen: Vec<(&RuleId, Chosen)> = chosen.into_iter().collect();
        let built = chosen.into_par_iter().map(|(id, Chosen { setting, options })| {
            (setting, self.files[id].build(&options, KINDS, &self.vocabulary))
        });
        let mut rules = Vec::new();
        for (setting, built) in built.collect::<Vec<_>>() {
            match built {
                Ok(rule) => {
                    let level = setting.map_or(Level::Off, |setting| setting.level(rule.level));
                    if let Some(severity) = level.severity() {
                        rules.push(ActiveRule { rule: Arc::new(rule), severity });
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(RuleSet::new(rules)) } else { Err(errors) }
    }
}

/// What the settings so far say of a rule.
#[derive(Default)]
struct Chosen {
    setting: Option<SettingLevel>,
    options: Vec<OptionEntry>,
}
