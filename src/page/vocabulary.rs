//! The words by which sections and hiring steps are recognized. Data, not code: `rules/vocabulary/*.yml`, and what a team
//! adds in its `jdlint.yml`.

mod extension;

use std::collections::HashMap;
use std::sync::Arc;

use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::yaml::{self, Located, YamlError};
use crate::text::{Pattern, Source, nearest};

use super::role::normalize;
use super::seniority::Ladders;
use super::{Role, Stage};

/// The words of the section roles and the hiring stages, compiled.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Every role once, with its usual heading.
    roles: Vec<(Role, String)>,
    /// In the order in which they are tried. A role that a team has words for stands here twice, the team's words first.
    pub(super) words: Vec<RoleWords>,
    /// Normalized heading to role.
    exact: HashMap<String, Role>,
    /// In the order in which they are tried.
    pub(super) stages: Vec<StageWords>,
    pub(super) ladders: Ladders,
    /// Names for several stages at once.
    groups: HashMap<String, Vec<Stage>>,
    /// `(a, b)`: stage `a` always comes before stage `b`.
    hard_order: Vec<(Stage, Stage)>,
    /// The roles that the site puts on every page.
    on_site: Vec<Role>,
}

/// Words by which one role is recognized.
#[derive(Clone, Debug)]
pub(super) struct RoleWords {
    pub(super) role: Role,
    pub(super) endings: Vec<String>,
    pub(super) patterns: RegexSet,
}

/// How one stage is recognized.
#[derive(Clone, Debug)]
pub(super) struct StageWords {
    pub(super) stage: Stage,
    title: String,
    /// Whether it is something that candidates do; a remark between the steps is not.
    pub(super) is_step: bool,
    /// Any of these tells the stage, a set for each file that has some.
    patterns: Vec<RegexSet>,
    /// Any of these says that it is another one.
    not: Vec<RegexSet>,
}

impl StageWords {
    /// Whether a step is of this stage, by its first sentence.
    pub(super) fn are_in(&self, sentence: &str) -> bool {
        let any = |sets: &[RegexSet]| sets.iter().any(|set| set.is_match(sentence));
        any(&self.patterns) && !any(&self.not)
    }
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
            let role = Role::new(&entry.id.value);
            self.exact.insert(normalize(&entry.title), role.clone());
            for alias in &entry.aliases {
                self.exact.entry(normalize(alias)).or_insert_with(|| role.clone());
            }
            self.words.push(RoleWords {
                role: role.clone(),
                endings: entry.endings.iter().map(|ending| normalize(ending)).collect(),
                patterns: patterns(&entry.patterns, false)?,
            });
            self.roles.push((role, entry.title));
        }
        Ok(())
    }

    fn read_stages(&mut self, text: &str) -> Result<(), YamlError> {
        let file: StagesFile = yaml::parse(text)?.read()?;
        for entry in file.stages {
            self.stages.push(StageWords {
                stage: Stage::new(&entry.id.value),
                title: entry.title,
                is_step: entry.step,
                patterns: vec![patterns(&entry.patterns, true)?],
                not: vec![patterns(&entry.not, true)?],
            });
        }
        for (name, members) in &file.groups {
            let members = members.iter().map(|member| self.stages_of(member)).collect::<Result<Vec<_>, _>>()?;
            self.groups.insert(name.clone(), members.concat());
        }
        for (before, after) in &file.order {
            self.add_order(before, after)?;
        }
        Ok(())
    }

    /// The members of the group of this name, or the one stage.
    fn stages_of(&self, name: &Located<String>) -> Result<Vec<Stage>, YamlError> {
        if let Some(members) = self.groups.get(&name.value) {
            return Ok(members.clone());
        }
        let known = || self.stages.iter().map(|words| &words.stage);
        known().find(|stage| stage.as_str() == name.value).map(|stage| vec![stage.clone()]).ok_or_else(|| {
            let names = known().map(Stage::as_str).chain(self.groups.keys().map(String::as_str));
            let help = nearest(&name.value, names).map(|near| format!("Did you mean `{near}`?"));
            YamlError::new(format!("there is no stage or group `{}`", name.value), name.span).with_help(help)
        })
    }

    fn add_order(&mut self, before: &Located<String>, after: &Located<String>) -> Result<(), YamlError> {
        for first in self.stages_of(before)? {
            for second in self.stages_of(after)? {
                let pair = (first.clone(), second);
                if !self.hard_order.contains(&pair) {
                    self.hard_order.push(pair);
                }
            }
        }
        Ok(())
    }

    /// The roles that the vocabulary knows, with their usual headings.
    pub fn roles(&self) -> impl Iterator<Item = (&Role, &str)> {
        self.roles.iter().map(|(role, title)| (role, title.as_str()))
    }

    /// The role of this name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles().map(|(role, _)| role).find(|role| role.as_str() == name)
    }

    /// The usual heading of a role: "Hiring Process".
    pub fn role_title<'v>(&'v self, role: &'v Role) -> &'v str {
        self.roles().find(|(known, _)| *known == role).map_or(role.as_str(), |(_, title)| title)
    }

    /// Whether the layout of the site, or a partial, puts a section of this role on every page, so that none has to
    /// stand in the file.
    pub fn is_on_site(&self, role: &Role) -> bool {
        self.on_site.contains(role)
    }

    /// The role whose usual heading or alias this whole heading is, and whether it is the usual one.
    pub(super) fn exact(&self, normal: &str) -> Option<(&Role, bool)> {
        let role = self.exact.get(normal)?;
        Some((role, normalize(self.role_title(role)) == normal))
    }

    /// The stages that the vocabulary knows in the order in which they are tried, with what messages call them.
    pub fn stages(&self) -> impl Iterator<Item = (&Stage, &str)> {
        self.stages.iter().map(|words| (&words.stage, words.title.as_str()))
    }

    /// What a stage is called in messages: "the screening call".
    pub fn stage_title<'v>(&'v self, stage: &'v Stage) -> &'v str {
        self.stages().find(|(known, _)| *known == stage).map_or(stage.as_str(), |(_, title)| title)
    }

    /// With how many stages the order says how this one stands.
    pub fn constraints(&self, stage: &Stage) -> usize {
        self.hard_order.iter().filter(|(before, after)| before == stage || after == stage).count()
    }

    /// Whether `first` always comes before `second` in a hiring process.
    pub fn must_precede(&self, first: &Stage, second: &Stage) -> bool {
        self.hard_order.iter().any(|(before, after)| before == first && after == second)
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
