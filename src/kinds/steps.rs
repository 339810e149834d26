//! Hiring processes without steps, and steps that do not fit those beside them.

mod dangling;
mod duplicate;
mod missing;
mod ordinal_gap;
mod voice;

use serde::Deserialize;

use crate::page::{Page, StepForm, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::OneOrMany;

/// Finds one kind of defect in lists of hiring steps.
#[derive(Debug)]
pub(super) struct Steps {
    report: Report,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to report.
    report: Report,
    /// With `dangling`: words with which no first step begins.
    #[serde(default)]
    words: OneOrMany<String>,
}

/// What can be wrong with a list of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// A hiring process without steps, or with a single one.
    Missing,
    /// A first step that begins with "Next".
    Dangling,
    /// A first and a third interview, and no second.
    OrdinalGap,
    /// The same step twice.
    Duplicate,
    /// Steps that speak to the reader beside steps that speak of candidates.
    VoiceMix,
    /// A step of no known stage.
    Unclassified,
}

impl Kind for Steps {
    const NAME: &'static str = "steps";
    const ABOUT: &'static str = "hiring processes without steps, and steps that do not fit those beside them";
    const VALUES: &'static [ValueDoc] = &[
        (
            "step",
            "the words of the step, or the heading of a process without steps; with `voice-mix` whom it speaks of",
        ),
        ("count", "the number of steps"),
        ("missing", "with `ordinal-gap`: the ordinal that no step has"),
        ("other", "with `voice-mix`: whom the other steps speak of"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let words = options.words.0.iter().map(|word| word.to_lowercase()).collect();
        Ok(Self { report: options.report, words })
    }
}

impl Check for Steps {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        if self.report == Report::Missing {
            return missing::missing(page, findings);
        }
        // Sentences follow each other more freely than the items of a list.
        for list in page.step_lists().iter().filter(|list| list.form != StepForm::Prose) {
            match self.report {
                Report::Missing => {}
                Report::Dangling => dangling::dangling(page, list, &self.words, findings),
                Report::OrdinalGap => ordinal_gap::ordinal_gap(page, list, findings),
                Report::Duplicate => duplicate::duplicate(list, findings),
                Report::VoiceMix => voice::voice_mix(list, findings),
                Report::Unclassified => unclassified(list, findings),
            }
        }
    }
}

fn unclassified(list: &StepList, findings: &mut Findings) {
    for step in list.steps().filter(|step| step.stage.is_none()) {
        findings.at(step.sentence).label("of no known stage").value("step", &*step.text);
    }
}
