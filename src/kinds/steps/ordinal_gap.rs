//! A first and a third interview, and no second.

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Ordinal, Page, Step, StepList};
use crate::rule::Findings;

const NAMES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
const FIGURES: [&str; 6] = ["1st", "2nd", "3rd", "4th", "5th", "6th"];

/// A step that says which interview it is.
struct Labeled<'s> {
    /// Its place among the interviews, from 0.
    place: usize,
    ordinal: Ordinal,
    step: &'s Step,
}

/// 1 to n by their labels, or each label the place of its step among the interviews: "third interview" after an interview
/// without a number is right.
pub(super) fn ordinal_gap(page: &Page<'_>, list: &StepList, findings: &mut Findings) {
    let labeled = labeled(list);
    let mut expected = 1;
    for (index, Labeled { place, ordinal, step }) in labeled.iter().enumerate() {
        // "As said in the first interview" refers back.
        if ordinal.number < expected {
            continue;
        }
        // A label may also count what stands without one between two labeled steps.
        let before = index.checked_sub(1).map_or(0, |before| labeled[before].place + 1);
        let unlabeled = place - before;
        if ordinal.number > place + 1 && ordinal.number > expected + unlabeled {
            let missing = NAMES[expected - 1];
            let finding = findings.at(ordinal.span);
            finding.label(format!("no {missing} before it")).value("step", &*step.text).value("missing", missing);
            if let Some(later) = labeled[index..].iter().find(|later| later.ordinal.number == expected) {
                finding.related(later.ordinal.span, format!("the {missing}"));
            }
            if let Some(fix) = count_anew(page, &labeled[index..], expected) {
                finding.fix(fix);
            }
            return;
        }
        expected = ordinal.number + 1;
        if expected > NAMES.len() {
            return;
        }
    }
}

fn labeled(list: &StepList) -> Vec<Labeled<'_>> {
    const NO_INTERVIEWS: [&str; 5] = ["apply", "screening", "assessment", "offer", "reference"];
    let is_interview = |step: &&Step| {
        step.stage.as_ref().is_none_or(|stage| !NO_INTERVIEWS.contains(&stage.as_str())) || step.ordinal.is_some()
    };
    let interviews = list.steps().filter(is_interview).enumerate();
    interviews.filter_map(|(place, step)| Some(Labeled { place, ordinal: step.ordinal?, step })).collect()
}

/// Counts the labels from `next` on. One that stands twice refers back, and goes on to say the same as the first.
fn count_anew(page: &Page<'_>, labeled: &[Labeled<'_>], next: usize) -> Option<Fix> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut edits = Vec::new();
    for Labeled { ordinal, .. } in labeled {
        if !numbers.contains(&ordinal.number) {
            numbers.push(ordinal.number);
        }
        let place = numbers.iter().position(|number| *number == ordinal.number).unwrap_or_default();
        let written = page.source().slice(ordinal.span);
        let names = if written.starts_with(|c: char| c.is_ascii_digit()) { FIGURES } else { NAMES };
        let name = names.get(next - 1 + place)?;
        let replacement = match written.chars().next().filter(|first| first.is_uppercase()) {
            Some(_) => name[..1].to_uppercase() + &name[1..],
            None => (*name).to_owned(),
        };
        if replacement != written {
            edits.push(Edit { span: ordinal.span, replacement });
        }
    }
    Some(Fix { title: "Count the interviews that there are".to_owned(), edits, safety: Safety::Unsafe })
}
