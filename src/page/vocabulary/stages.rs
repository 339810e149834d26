//! The words by which hiring steps are recognized, and the order of the stages: `rules/vocabulary/stages.yml`, and a team's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use crate::text::yaml::{self, Entry, Located, OneOrMany, YamlError};
use crate::text::{built_in_regex, nearest};

use super::super::{Stage, StageOrder};
use super::extension::{own_name, own_patterns, untitled};
use super::patterns;

/// "Next, after the screening call, ..."
static CLAUSE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(?:(?:next|then|finally|lastly),? )?(?:if|after|once|following|upon|assuming|on (?:successful|completing|completion|passing)) [^,.;:]{2,90}, ";
    built_in_regex(pattern)
});

/// The stages, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Stages {
    /// In the order in which they are tried.
    pub(super) words: Vec<StageWords>,
    /// Names for several stages at once.
    groups: HashMap<String, Vec<Stage>>,
    /// Pairs that are never reversed.
    pub(super) hard: StageOrder,
    /// Pairs that are reversed now and then, with reason.
    pub(super) soft: StageOrder,
}

/// How one stage is recognized.
#[derive(Clone, Debug)]
pub(in super::super) struct StageWords {
    pub(in super::super) stage: Stage,
    /// None where more words follow further down for a stage that has a title already.
    pub(super) title: Option<String>,
    /// Whether it is something that candidates do; a remark between the steps is not.
    pub(in super::super) is_step: bool,
    /// Any of these tells the stage, a set for each file that has some.
    patterns: Vec<RegexSet>,
    /// Any of these says that it is another one.
    not: Vec<RegexSet>,
}

impl StageWords {
    /// Whether a step is of this stage, by its first sentence.
    fn are_in(&self, sentence: &str) -> bool {
        let any = |sets: &[RegexSet]| sets.iter().any(|set| set.is_match(sentence));
        any(&self.patterns) && !any(&self.not)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    stages: Vec<FileEntry>,
    groups: HashMap<String, Vec<Located<String>>>,
    order: Vec<(Located<String>, Located<String>)>,
    soft_order: Vec<(Located<String>, Located<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    id: Located<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default = "yes")]
    step: bool,
    patterns: Vec<Located<String>>,
    #[serde(default)]
    not: Vec<Located<String>>,
}

fn yes() -> bool {
    true
}

/// What a team says of one stage.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OwnEntry {
    title: Option<Located<String>>,
    step: Option<bool>,
    patterns: OneOrMany<Located<String>>,
    not: OneOrMany<Located<String>>,
}

impl Stages {
    pub(super) fn read(text: &str) -> Result<Self, YamlError> {
        let file: File = yaml::parse(text)?.read()?;
        let mut stages = Self::default();
        for entry in file.stages {
            stages.words.push(StageWords {
                stage: Stage::new(&entry.id.value),
                title: entry.title,
                is_step: entry.step,
                patterns: vec![patterns(&entry.patterns, true)?],
                not: vec![patterns(&entry.not, true)?],
            });
        }
        for (name, members) in &file.groups {
            let members = members.iter().map(|member| stages.named(member)).collect::<Result<Vec<_>, _>>()?;
            stages.groups.insert(name.clone(), members.concat());
        }
        let (mut hard, mut soft) = (StageOrder::default(), StageOrder::default());
        for (order, pairs) in [(&mut hard, &file.order), (&mut soft, &file.soft_order)] {
            for (before, after) in pairs {
                stages.add_pair(order, before, after)?;
            }
        }
        Ok(Self { hard, soft, ..stages })
    }

    /// What a sentence says it is. A clause before it that says when ("After the screening call, ...") names another
    /// step; only where nothing else says anything does it count.
    pub(super) fn of(&self, sentence: &str) -> Option<&StageWords> {
        let tell = |words: &str| self.words.iter().find(|stage| stage.are_in(words));
        let main = CLAUSE_BEFORE.find(sentence).and_then(|clause| tell(&sentence[clause.end()..]));
        main.or_else(|| tell(sentence))
    }

    /// The stage of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Stage> {
        self.words.iter().map(|words| &words.stage).find(|stage| stage.as_str() == name)
    }

    /// The members of the group of this name, or the one stage.
    fn named(&self, name: &Located<String>) -> Result<Vec<Stage>, YamlError> {
        if let Some(members) = self.groups.get(&name.value) {
            return Ok(members.clone());
        }
        self.get(&name.value).map(|stage| vec![stage.clone()]).ok_or_else(|| {
            let names =
                self.words.iter().map(|words| words.stage.as_str()).chain(self.groups.keys().map(String::as_str));
            let help = nearest(&name.value, names).map(|near| format!("Did you mean `{near}`?"));
            YamlError::new(format!("there is no stage or group `{}`", name.value), name.span).with_help(help)
        })
    }

    fn add_pair(
        &self,
        order: &mut StageOrder,
        before: &Located<String>,
        after: &Located<String>,
    ) -> Result<(), YamlError> {
        for first in self.named(before)? {
            for second in self.named(after)? {
                order.add(first.clone(), second);
            }
        }
        Ok(())
    }

    /// A team's own stages are tried before all others. One that was there keeps its place, for a step that names
    /// several people is of the highest of them.
    pub(super) fn extend(&mut self, entries: &[Entry]) -> Result<(), YamlError> {
        let mut own = Vec::new();
        for entry in entries {
            let keys: OwnEntry = entry.value.read()?;
            let (patterns, not) = (own_patterns(&keys.patterns.0)?, own_patterns(&keys.not.0)?);
            let mut known = self.words.iter_mut().filter(|words| words.stage.as_str() == entry.key);
            if let Some(first) = known.next() {
                first.title = keys.title.map(|title| title.value).or(first.title.take());
                first.is_step = keys.step.unwrap_or(first.is_step);
                first.patterns.insert(0, patterns);
                for words in std::iter::once(first).chain(known) {
                    words.not.insert(0, not.clone());
                }
                continue;
            }
            drop(known);
            let Some(title) = keys.title else {
                let names = self.words.iter().map(|words| words.stage.as_str());
                return Err(untitled(entry, "stage", "what messages call it (the trial day)", names));
            };
            if patterns.is_empty() {
                let message = format!("the stage `{}` has no `patterns` to tell it by", entry.key);
                return Err(YamlError::new(message, entry.key_span));
            }
            let (patterns, not) = (vec![patterns], vec![not]);
            let (stage, is_step) = (Stage::new(own_name(entry)?), keys.step.unwrap_or(true));
            own.push(StageWords { stage, title: Some(title.value), is_step, patterns, not });
        }
        self.words.splice(0..0, own);
        Ok(())
    }

    /// Leaves only what is added from now on: a team whose process is another one begins with an empty order.
    pub(super) fn forget_order(&mut self) {
        (self.hard, self.soft) = (StageOrder::default(), StageOrder::default());
    }

    /// Adds a team's own pair that is never reversed. A usual order that says otherwise gives way to it.
    pub(super) fn extend_hard(&mut self, pair: &Located<Vec<Located<String>>>) -> Result<(), YamlError> {
        let (before, after) = self.pair(pair)?;
        self.refuse_contradiction(&self.hard, pair, before, after)?;
        let mut hard = std::mem::take(&mut self.hard);
        let added = self.add_pair(&mut hard, before, after);
        self.hard = hard;
        for first in self.named(before)? {
            for second in self.named(after)? {
                self.soft.remove(&second, &first);
            }
        }
        added
    }

    /// Adds a team's own pair that is usual.
    pub(super) fn extend_soft(&mut self, pair: &Located<Vec<Located<String>>>) -> Result<(), YamlError> {
        let (before, after) = self.pair(pair)?;
        let both = self.hard.and(&self.soft);
        self.refuse_contradiction(&both, pair, before, after)?;
        let mut soft = std::mem::take(&mut self.soft);
        let added = self.add_pair(&mut soft, before, after);
        self.soft = soft;
        added
    }

    fn pair<'p>(
        &self,
        pair: &'p Located<Vec<Located<String>>>,
    ) -> Result<(&'p Located<String>, &'p Located<String>), YamlError> {
        match pair.value.as_slice() {
            [before, after] => Ok((before, after)),
            other => {
                let message = format!("expected two stages, the first before the second; found {}", other.len());
                Err(YamlError::new(message, pair.span))
            }
        }
    }

    fn refuse_contradiction(
        &self,
        order: &StageOrder,
        pair: &Located<Vec<Located<String>>>,
        before: &Located<String>,
        after: &Located<String>,
    ) -> Result<(), YamlError> {
        for second in self.named(after)? {
            for first in self.named(before)? {
                if first == second {
                    return Err(YamlError::new(format!("`{first}` cannot come before itself"), pair.span));
                }
                if order.leads(&second, &first) {
                    let message = format!("`{first}` cannot come before `{second}`: the order has it after that");
                    let help = "`builtin-order: false` leaves only the pairs of your own.".to_owned();
                    return Err(YamlError::new(message, pair.span).with_help(Some(help)));
                }
            }
        }
        Ok(())
    }
}
