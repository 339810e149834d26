//! The words by which sections and hiring steps are recognized. Data, not code: `rules/vocabulary/*.yml`.

use std::collections::HashMap;
use std::sync::Arc;

use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::yaml::{self, Located, YamlError};
use crate::text::{Pattern, Source};

use super::seniority::Ladders;
use super::{Role, Stage};

/// The words of the section roles and the hiring stages, compiled.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub(super) roles: Vec<RoleWords>,
    /// Normalised heading to index of the role.
    pub(super) exact: HashMap<String, (usize, bool)>,
    pub(super) stages: Vec<StageWords>,
    pub(super) ladders: Ladders,
    /// `(a, b)`: stage `a` always comes before stage `b`. Indices into `stages`.
    hard_order: Vec<(usize, usize)>,
}

/// How one role is recognized.
#[derive(Debug)]
pub(super) struct RoleWords {
    pub(super) role: Role,
    pub(super) title: String,
    pub(super) endings: Vec<String>,
    pub(super) patterns: RegexSet,
}

/// How one stage is recognized.
#[derive(Debug)]
pub(super) struct StageWords {
    pub(super) stage: Stage,
    pub(super) title: String,
    /// Whether it is something that candidates do; a remark between the steps is not.
    pub(super) is_step: bool,
    pub(super) patterns: RegexSet,
    pub(super) not: RegexSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionsFile {
    roles: Vec<RoleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    id: Located<String>,
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    endings: Vec<String>,
    #[serde(default)]
    patterns: Vec<Located<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StagesFile {
    stages: Vec<StageEntry>,
    groups: HashMap<String, Vec<Located<String>>>,
    order: Vec<(Located<String>, Located<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageEntry {
    id: Located<String>,
    title: String,
    #[serde(default = "yes")]
    step: bool,
    patterns: Vec<Located<String>>,
    #[serde(default)]
    not: Vec<Located<String>>,
}

fn yes() -> bool {
    true
}

impl Vocabulary {
    /// Reads the files of a vocabulary.
    ///
    /// # Errors
    /// [`Invalid`] at the place of the first thing that is wrong.
    pub fn read(sections: &Arc<Source>, stages: &Arc<Source>, levels: &Arc<Source>) -> Result<Self, Invalid> {
        let mut vocabulary = Self { ladders: Ladders::read(levels)?, ..Self::default() };
        vocabulary.read_sections(sections.text()).map_err(|error| Invalid::new(sections, error))?;
        vocabulary.read_stages(stages.text()).map_err(|error| Invalid::new(stages, error))?;
        Ok(vocabulary)
    }

    fn read_sections(&mut self, text: &str) -> Result<(), YamlError> {
        let file: SectionsFile = yaml::parse(text)?.read()?;
        for entry in file.roles {
            let index = self.roles.len();
            self.exact.insert(super::role::normalize(&entry.title), (index, true));
            for alias in &entry.aliases {
                self.exact.entry(super::role::normalize(alias)).or_insert((index, false));
            }
            let mut endings: Vec<String> = entry.endings.iter().map(|ending| super::role::normalize(ending)).collect();
            endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
            self.roles.push(RoleWords {
                role: Role::new(&entry.id.value),
                title: entry.title,
                endings,
                patterns: patterns(&entry.patterns, false)?,
            });
        }
        Ok(())
    }

    fn read_stages(&mut self, text: &str) -> Result<(), YamlError> {
        let file: StagesFile = yaml::parse(text)?.read()?;
        for entry in &file.stages {
            self.stages.push(StageWords {
                stage: Stage::new(&entry.id.value),
                title: entry.title.clone(),
                is_step: entry.step,
                patterns: patterns(&entry.patterns, true)?,
                not: patterns(&entry.not, true)?,
            });
        }
        let index = |stages: &[StageWords], name: &Located<String>| {
            stages
                .iter()
                .position(|words| words.stage.as_str() == name.value)
                .ok_or_else(|| YamlError::new(format!("there is no stage or group `{}`", name.value), name.span))
        };
        let members = |name: &Located<String>| match file.groups.get(&name.value) {
            Some(members) => members.iter().map(|member| index(&self.stages, member)).collect(),
            None => index(&self.stages, name).map(|index| vec![index]),
        };
        for (before, after) in &file.order {
            for before in members(before)? {
                for after in members(after)? {
                    self.hard_order.push((before, after));
                }
            }
        }
        Ok(())
    }

    /// The roles that the vocabulary knows, with their usual headings.
    pub fn roles(&self) -> impl Iterator<Item = (&Role, &str)> {
        self.roles.iter().map(|words| (&words.role, words.title.as_str()))
    }

    /// The role of this name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles().map(|(role, _)| role).find(|role| role.as_str() == name)
    }

    /// The usual heading of a role: "Hiring Process".
    pub fn role_title<'v>(&'v self, role: &'v Role) -> &'v str {
        self.roles().find(|(known, _)| *known == role).map_or(role.as_str(), |(_, title)| title)
    }

    /// What a stage is called in messages: "the screening call".
    pub fn stage_title<'v>(&'v self, stage: &'v Stage) -> &'v str {
        self.stages.iter().find(|words| words.stage == *stage).map_or(stage.as_str(), |words| words.title.as_str())
    }

    /// With how many stages the order says how this one stands.
    pub fn constraints(&self, stage: &Stage) -> usize {
        let is = |index: usize| self.stages[index].stage == *stage;
        self.hard_order.iter().filter(|(before, after)| is(*before) || is(*after)).count()
    }

    /// Whether `first` always comes before `second` in a hiring process.
    pub fn must_precede(&self, first: &Stage, second: &Stage) -> bool {
        self.hard_order
            .iter()
            .any(|(before, after)| self.stages[*before].stage == *first && self.stages[*after].stage == *second)
    }
}

/// Compiled together, in one go; only where that fails one by one, to find the one to blame. Headings are compared in
/// small letters already; there ignoring case would only cost time at every start.
fn patterns(patterns: &[Located<String>], ignore_case: bool) -> Result<RegexSet, YamlError> {
    let together =
        RegexSetBuilder::new(patterns.iter().map(|pattern| &pattern.value)).case_insensitive(ignore_case).build();
    together.map_err(|_| {
        let blame = patterns.iter().find_map(|pattern| Some((Pattern::new(&pattern.value).err()?, pattern.span)));
        let all = (
            "these patterns are too large together".to_owned(),
            patterns.first().map_or_else(Default::default, |first| first.span),
        );
        let (message, span) = blame.unwrap_or(all);
        YamlError::new(message, span)
    })
}
