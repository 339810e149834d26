//! The steps of a hiring process: what each of them is, and what it says of itself.

mod duration;
mod facts;
mod find;
mod forms;
mod ordinal;

use crate::text::Span;

use super::{SectionId, Stage};

pub use duration::{Duration, Writing};
pub(super) use find::find;
pub use ordinal::Ordinal;

/// One sequence of hiring steps. A page may have several, for several roles or regions; each stands alone.
#[derive(Clone, Debug)]
pub struct StepList {
    /// The section it stands in; the root for one in the front matter.
    pub section: SectionId,
    /// From its first step to its last, in bytes.
    pub span: Span,
    /// How its steps are written.
    pub form: StepForm,
    /// Its steps in the order of the page.
    pub steps: Vec<Step>,
    /// Stages that the sentences before and after it name: "Successful candidates will be made an offer."
    pub beside: Vec<Stage>,
}

/// How the steps of a [`StepList`] are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepForm {
    /// Items of a list, or of two lists side by side that differ only in their marks.
    Items,
    /// Headings, each with what it says below.
    Headings,
    /// Rows of a table.
    Rows,
    /// A sequence in the front matter.
    FrontMatter,
    /// Sentences: "First ... Then ... Finally ...". What follows what is less sure than in the other forms.
    Prose,
}

impl StepForm {
    /// The word for it in outlines.
    pub fn as_str(self) -> &'static str {
        match self {
            StepForm::Items => "items",
            StepForm::Headings => "headings",
            StepForm::Rows => "rows",
            StepForm::FrontMatter => "front-matter",
            StepForm::Prose => "prose",
        }
    }
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The step with its mark and all that is nested in it.
    pub item: Span,
    /// Its first sentence, which says what the step is; what follows are details.
    pub sentence: Span,
    /// The words of the first sentence.
    pub text: String,
    /// What it is, if that could be told. A remark between the steps has the stage `note`.
    pub stage: Option<Stage>,
    /// Whether it is something that candidates do.
    pub is_step: bool,
    /// Which interview it says it is.
    pub ordinal: Option<Ordinal>,
    /// How long it takes, as often as it says so.
    pub durations: Vec<Duration>,
    /// Whom candidates meet, in the words of the page.
    pub who: Option<String>,
    /// Whether it may be left out.
    pub optional: bool,
}

impl StepList {
    /// Whether it, or what stands beside it, has a step of this stage.
    pub fn names(&self, stage: &Stage) -> bool {
        self.beside.contains(stage) || self.steps.iter().any(|step| step.stage.as_ref() == Some(stage))
    }

    /// The steps without the remarks between them.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter().filter(|step| step.is_step)
    }
}
