//! Hiring steps that stand in another order than candidates meet them.

mod reorder;
mod sequence;

use std::borrow::Cow;

use serde::Deserialize;

use crate::page::{Page, StageOrder, StepForm, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

use sequence::Sequence;

/// Finds steps that stand before a step that comes first.
#[derive(Debug)]
pub(super) struct StepOrder {
    order: Order,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Which pairs of stages are held up.
    order: Order,
}

/// Which pairs of stages are held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Order {
    /// Those that are never reversed; in sentences, whose order is less sure than that of a list, none.
    Hard,
    /// Those that are usual; in sentences the hard ones too.
    Soft,
}

impl Kind for StepOrder {
    const NAME: &'static str = "step-order";
    const ABOUT: &'static str = "hiring steps in another order than candidates meet them";
    const VALUES: &'static [ValueDoc] = &[
        ("step", "the stage of the step that stands in the wrong place: the offer"),
        ("other", "the stage of the step it is compared with: the screening call"),
        ("relation", "`before` or `after`"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { order: options.order })
    }
}

/// No process of people has as many steps, and to compare them all would take long.
const MOST_STEPS: usize = 200;

impl Check for StepOrder {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for list in page.step_lists().iter().filter(|list| list.steps.len() <= MOST_STEPS) {
            if let Some(order) = self.order.pairs(list.form, context.vocabulary) {
                self.check_list(page, list, &order, context.vocabulary, findings);
            }
        }
    }
}

impl Order {
    fn pairs(self, form: StepForm, vocabulary: &Vocabulary) -> Option<Cow<'_, StageOrder>> {
        match (self, form) {
            (Order::Hard, StepForm::Prose) => None,
            (Order::Hard, _) => Some(Cow::Borrowed(vocabulary.hard_order())),
            (Order::Soft, StepForm::Prose) => Some(Cow::Owned(vocabulary.hard_order().and(vocabulary.soft_order()))),
            (Order::Soft, _) => Some(Cow::Borrowed(vocabulary.soft_order())),
        }
    }
}

impl StepOrder {
    fn check_list(
        &self,
        page: &Page<'_>,
        list: &StepList,
        order: &StageOrder,
        vocabulary: &Vocabulary,
        findings: &mut Findings,
    ) {
        let stages = list.steps.iter().map(|step| step.stage.as_ref().filter(|_| step.is_step)).collect();
        let mut sequence = Sequence { stages, order };
        let mut misplaced = sequence.misplaced();
        if self.order == Order::Soft {
            // Who is met in the usual place as well is meant to be met twice: a founder opens and closes a process.
            let intended = sequence.twice(&misplaced);
            for place in intended {
                sequence.stages[place] = None;
            }
            misplaced = sequence.misplaced();
        }
        // One list out of order is one story, however many of its steps were moved.
        let Some((&first, others)) = misplaced.split_first() else { return };
        let Some(conflict) = sequence.conflict(first) else { return };
        let title = |place: usize| sequence.stages[place].map_or("", |stage| vocabulary.stage_title(stage));
        let sentence = |place: usize| list.steps[place].sentence;
        let relation = if conflict.too_early { "before" } else { "after" };
        let finding = findings.at(sentence(first));
        finding
            .label(format!("{} stands {relation} {}", title(first), title(conflict.other)))
            .value("step", title(first))
            .value("other", title(conflict.other))
            .value("relation", relation);
        finding.related(sentence(conflict.other), title(conflict.other));
        if conflict.anchor != conflict.other {
            let place = if conflict.too_early { "after" } else { "before" };
            finding.related(sentence(conflict.anchor), format!("{} belongs {place} this step", title(first)));
        }
        for &other in others {
            let Some(own) = sequence.conflict(other).filter(|_| other != conflict.other && other != conflict.anchor)
            else {
                continue;
            };
            let place = if own.too_early { "after" } else { "before" };
            let words = format!("{} is out of place too: it belongs {place} {}", title(other), title(own.anchor));
            finding.related(sentence(other), words);
        }
        if let Some(fix) = reorder::reorder(page.source(), list, &sequence.arranged(&misplaced)) {
            finding.fix(fix);
        }
    }
}
