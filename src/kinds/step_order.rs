//! Hiring steps in an order that cannot be meant.

use std::collections::HashMap;

use serde::Deserialize;

use crate::page::{Page, Stage, Step, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds steps that stand before a step that must come first.
#[derive(Debug)]
pub(super) struct StepOrder;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for StepOrder {
    const NAME: &'static str = "step-order";
    const ABOUT: &'static str = "hiring steps in an order that cannot be meant";
    const VALUES: &'static [ValueDoc] = &[
        ("step", "the stage of the step that stands in the wrong place: the offer"),
        ("other", "the stage of the step it is compared with: the screening call"),
        ("relation", "`before` or `after`"),
    ];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

/// No process of people has as many steps, and to compare them all would take long.
const MOST_STEPS: usize = 200;

/// A step whose stage is known.
struct Placed<'p> {
    step: &'p Step,
    stage: &'p Stage,
}

impl Check for StepOrder {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for list in page.step_lists() {
            check_list(list, context.vocabulary, findings);
        }
    }
}

fn check_list(list: &StepList, vocabulary: &Vocabulary, findings: &mut Findings) {
    let placed: Vec<Placed<'_>> = list
        .steps
        .iter()
        .filter(|step| step.is_step)
        .filter_map(|step| Some(Placed { step, stage: step.stage.as_ref()? }))
        .collect();
    if placed.len() > MOST_STEPS {
        return;
    }
    let misplaced = misplaced(&placed, vocabulary);
    // One list out of order is one story, however many of its steps were moved.
    let Some((&first, others)) = misplaced.split_first() else { return };
    let Some(conflict) = conflict(&placed, first, vocabulary) else { return };
    let title = |index: usize| vocabulary.stage_title(placed[index].stage);
    let relation = if conflict.other > first { "before" } else { "after" };
    let finding = findings.at(placed[first].step.sentence);
    finding
        .label(format!("{} stands {relation} {}", title(first), title(conflict.other)))
        .value("step", title(first))
        .value("other", title(conflict.other))
        .value("relation", relation);
    finding.related(placed[conflict.other].step.sentence, title(conflict.other));
    if conflict.anchor != conflict.other {
        let place = if relation == "before" { "after" } else { "before" };
        finding.related(placed[conflict.anchor].step.sentence, format!("{} belongs {place} this step", title(first)));
    }
    for &other in others {
        if other != conflict.other && other != conflict.anchor {
            finding.related(placed[other].step.sentence, format!("{} is out of place too", title(other)));
        }
    }
}

/// What a misplaced step collides with.
struct Conflict {
    /// The nearest step that it stands on the wrong side of.
    other: usize,
    /// The farthest one: where it has to be moved past.
    anchor: usize,
}

fn conflict(placed: &[Placed<'_>], index: usize, vocabulary: &Vocabulary) -> Option<Conflict> {
    let must_precede = |first: usize, second: usize| vocabulary.must_precede(placed[first].stage, placed[second].stage);
    let mut later = (index + 1..placed.len()).filter(|&later| must_precede(later, index));
    if let Some(other) = later.next() {
        return Some(Conflict { other, anchor: later.next_back().unwrap_or(other) });
    }
    let mut earlier = (0..index).rev().filter(|&earlier| must_precede(index, earlier));
    let other = earlier.next()?;
    Some(Conflict { other, anchor: earlier.next_back().unwrap_or(other) })
}

/// The fewest steps whose removal leaves a list in order, by their places.
///
/// A list is in order if no step stands before one that must precede it. Whether a step fits depends only on which
/// stages stand before it, so the longest ordered selection is found by going through the list once and keeping, for
/// each set of stages seen so far, the longest selection that has just those. There are few stages, so the sets are few.
fn misplaced(placed: &[Placed<'_>], vocabulary: &Vocabulary) -> Vec<usize> {
    let mut stages: Vec<&Stage> = placed.iter().map(|placed| placed.stage).collect();
    stages.sort();
    stages.dedup();
    let in_order = (0..placed.len())
        .all(|later| (0..later).all(|earlier| !vocabulary.must_precede(placed[later].stage, placed[earlier].stage)));
    if in_order || stages.len() > 32 {
        return Vec::new();
    }
    let number = |stage: &Stage| stages.iter().position(|known| *known == stage).unwrap_or_default();
    let mut best: HashMap<u32, Vec<usize>> = HashMap::from([(0, Vec::new())]);
    for (index, step) in placed.iter().enumerate() {
        let must_follow: u32 = stages
            .iter()
            .filter(|earlier| vocabulary.must_precede(step.stage, earlier))
            .map(|earlier| 1 << number(earlier))
            .sum();
        let mut selections: Vec<(u32, Vec<usize>)> = best.iter().map(|(set, kept)| (*set, kept.clone())).collect();
        selections.sort();
        for (set, mut kept) in selections {
            if set & must_follow != 0 {
                continue;
            }
            kept.push(index);
            let entry = best.entry(set | 1 << number(step.stage)).or_default();
            if kept.len() > entry.len() {
                *entry = kept;
            }
        }
    }
    // Where one step or another could be blamed, it is the one with the most to say about the order: an offer before an
    // interview is an offer out of place.
    let weight =
        |kept: &[usize]| -> usize { kept.iter().map(|index| vocabulary.constraints(placed[*index].stage)).sum() };
    let better = |a: &Vec<usize>, b: &Vec<usize>| {
        a.len().cmp(&b.len()).then_with(|| weight(b).cmp(&weight(a))).then_with(|| b.cmp(a))
    };
    let longest = best.into_values().max_by(better).unwrap_or_default();
    (0..placed.len()).filter(|index| !longest.contains(index)).collect()
}
