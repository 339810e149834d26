//! The hiring steps of a page in a form for people and programs: `jdlint outline --steps`.

use serde::Serialize;

use super::super::{Page, Step, StepList};

/// The hiring steps of a page. As JSON its `version` is raised when a field changes its meaning or goes.
#[derive(Debug, Serialize)]
pub struct StepOutline {
    /// Of this form: 1.
    pub version: u32,
    /// The name of the page.
    pub file: String,
    /// The title in the front matter or of the first heading.
    pub title: Option<String>,
    /// The sequences of steps in the order of the page.
    pub lists: Vec<OutlineStepList>,
}

/// One sequence of steps of a [`StepOutline`].
#[derive(Debug, Serialize)]
pub struct OutlineStepList {
    /// The heading of the section it stands in; none in the front matter.
    pub section: Option<String>,
    /// Line of its first step, from 1.
    pub line: usize,
    /// `items`, `headings`, `rows`, `front-matter` or `prose`.
    pub form: &'static str,
    /// Its steps, and the remarks between them.
    pub steps: Vec<OutlineStep>,
}

/// One hiring step.
#[derive(Debug, Serialize)]
pub struct OutlineStep {
    /// Line, from 1.
    pub line: usize,
    /// What it is.
    pub stage: Option<String>,
    /// Its first sentence.
    pub text: String,
    /// From 1; each sequence of steps on the page has its own number.
    pub list: usize,
    /// Which interview it says it is: 2 for "a second interview".
    pub ordinal: Option<usize>,
    /// How long it takes.
    pub minutes: Option<OutlineMinutes>,
    /// Whom candidates meet, in the words of the page.
    pub who: Option<String>,
    /// Whether it may be left out.
    pub optional: bool,
}

/// How long a step takes, in minutes.
#[derive(Debug, Serialize)]
pub struct OutlineMinutes {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

impl Page<'_> {
    /// The hiring steps for people and programs.
    pub fn step_outline(&self) -> StepOutline {
        let lists = self.step_lists().iter().enumerate().map(|(index, list)| OutlineStepList {
            section: self.section(list.section).heading.as_ref().map(|heading| self.heading_words(heading).to_owned()),
            line: self.source().position(list.span.start).line,
            form: list.form.as_str(),
            steps: self.outline_steps(index, list).collect(),
        });
        StepOutline {
            version: 1,
            file: self.source().name().to_owned(),
            title: self.title().map(str::to_owned),
            lists: lists.collect(),
        }
    }

    /// The steps of the list of this index.
    pub(super) fn outline_steps<'p>(
        &'p self,
        index: usize,
        list: &'p StepList,
    ) -> impl Iterator<Item = OutlineStep> + 'p {
        list.steps.iter().map(move |step: &Step| OutlineStep {
            line: self.source().position(step.sentence.start).line,
            stage: step.stage.as_ref().map(ToString::to_string),
            text: step.text.clone(),
            list: index + 1,
            ordinal: step.ordinal.map(|ordinal| ordinal.number),
            minutes: step.durations.first().map(|first| OutlineMinutes { least: first.least, most: first.most }),
            who: step.who.clone(),
            optional: step.optional,
        })
    }
}
