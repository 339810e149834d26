//! Stages that a hiring process should name.

use serde::Deserialize;

use crate::page::{Page, Stage, StepForm, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::nearest;
use crate::text::yaml::{Located, OneOrMany};

/// Finds lists of hiring steps without a step of a required stage.
#[derive(Debug)]
pub(super) struct MissingStage {
    /// Each is satisfied by any of its stages.
    stages: Vec<Vec<Stage>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The stages that a list must have; a list in the list names alternatives.
    stages: Vec<OneOrMany<Located<String>>>,
}

impl Kind for MissingStage {
    const NAME: &'static str = "missing-stage";
    const ABOUT: &'static str = "stages that a hiring process does not name";
    const VALUES: &'static [ValueDoc] = &[("stage", "the stage that is missing: the screening call")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let stage = |name: &Located<String>| {
            vocabulary.stage(&name.value).cloned().ok_or_else(|| {
                let error = OptionError::new("stages", format!("there is no stage `{}`", name.value), name.span);
                match nearest(&name.value, vocabulary.stages().map(|(stage, _)| stage.as_str())) {
                    Some(near) => error.with_help(format!("Did you mean `{near}`?")),
                    None => error,
                }
            })
        };
        let stages = options.stages.iter().map(|any| any.0.iter().map(stage).collect()).collect::<Result<_, _>>()?;
        Ok(Self { stages })
    }
}

impl Check for MissingStage {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        // Sentences need not name every step.
        let lists: Vec<&StepList> = page.step_lists().iter().filter(|list| list.form != StepForm::Prose).collect();
        let Some(list) = lists.first().filter(|list| list.steps.len() > 1) else { return };
        let heading = page.section(list.section).heading.as_ref();
        let place = heading.map_or(list.span, |heading| heading.content);
        for stages in &self.stages {
            if let Some(usual) = stages.first()
                // Steps that have one list for all roles, and further ones for some, name the common stages once.
                && !stages.iter().any(|stage| lists.iter().any(|list| list.names(stage)))
            {
                let title = context.vocabulary.stage_title(usual);
                findings.at(place).label(format!("without {title}")).value("stage", title);
            }
        }
    }
}
