//! The words by which sections and hiring steps are recognized. Data, not code: `rules/vocabulary/*.yml`, and what a team
//! adds in its `jdlint.yml`.

mod extension;
mod spelling;
mod stages;

use std::collections::HashMap;
use std::sync::Arc;

use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::yaml::{self, Located, YamlError};
use crate::text::{Pattern, Source};

use super::role::normalize;
use super::seniority::Ladders;
use super::{Role, Stage, StageOrder};
pub use spelling::{SpelledWord, SpellingWords};
pub(super) use stages::StageWords;
use stages::Stages;

/// The words of the section roles and the hiring stages, compiled.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Every role once, with its usual heading.
    roles: Vec<(Role, String)>,
    /// In the order in which they are tried. A role that a team has words for stands here twice, the team's words first.
    pub(super) words: Vec<RoleWords>,
    /// Normalized heading to role.
    exact: HashMap<String, Role>,
    stages: Stages,
    pub(super) ladders: Ladders,
    /// The roles that the site puts on every page.
    on_site: Vec<Role>,
    /// Shared, for a team's vocabulary is a copy of this one.
    spelling: Arc<SpellingWords>,
}

/// Words by which one role is recognized.
#[derive(Clone, Debug)]
pub(super) struct RoleWords {
    pub(super) role: Role,
    pub(super) endings: Vec<String>,
    pub(super) patterns: RegexSet,
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

impl Vocabulary {
    /// Reads the files of a vocabulary.
    ///
    /// # Errors
    /// [`Invalid`] at the place of the first thing that is wrong.
    pub fn read(
        sections: &Arc<Source>,
        stages: &Arc<Source>,
        levels: &Arc<Source>,
        spelling: &Arc<Source>,
    ) -> Result<Self, Invalid> {
        let words = SpellingWords::read(spelling.text()).map_err(|error| Invalid::new(spelling, error))?;
        let mut vocabulary = Self {
            ladders: Ladders::read(levels)?,
            stages: Stages::read(stages.text()).map_err(|error| Invalid::new(stages, error))?,
            spelling: Arc::new(words),
            ..Self::default()
        };
        vocabulary.read_sections(sections.text()).map_err(|error| Invalid::new(sections, error))?;
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
        self.stages.words.iter().filter_map(|words| Some((&words.stage, words.title.as_deref()?)))
    }

    /// The stages in the order in which most candidates meet them; those that may come at any time are the last.
    pub fn stages_in_order(&self) -> Vec<&Stage> {
        let order = self.stages.hard.and(&self.stages.soft);
        let (ordered, free): (Vec<&Stage>, Vec<&Stage>) =
            self.stages().map(|(stage, _)| stage).partition(|stage| order.constraints(stage) > 0);
        let places = order.sort(&ordered.iter().copied().map(Some).collect::<Vec<_>>());
        places.into_iter().map(|place| ordered[place]).chain(free).collect()
    }

    /// The stage of this name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.get(name)
    }

    /// What a stage is called in messages: "the screening call".
    pub fn stage_title<'v>(&'v self, stage: &'v Stage) -> &'v str {
        self.stages().find(|(known, _)| *known == stage).map_or(stage.as_str(), |(_, title)| title)
    }

    /// Words that British and American English spell in two ways.
    pub fn spelling(&self) -> &SpellingWords {
        &self.spelling
    }

    /// What a sentence says it is, as the first of a step, and whether that is something that candidates do.
    pub fn stage_of(&self, sentence: &str) -> Option<(&Stage, bool)> {
        self.stage_words(sentence).map(|words| (&words.stage, words.is_step))
    }

    /// What the first sentence of a step says it is.
    pub(super) fn stage_words(&self, sentence: &str) -> Option<&StageWords> {
        self.stages.of(sentence)
    }

    /// The order that is never reversed: an offer does not come before the interviews.
    pub fn hard_order(&self) -> &StageOrder {
        &self.stages.hard
    }

    /// The order that is usual and has exceptions: peers meet a candidate before the executives do.
    pub fn soft_order(&self) -> &StageOrder {
        &self.stages.soft
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
