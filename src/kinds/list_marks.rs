//! Lists of hiring steps with two kinds of bullets, or with wrong numbers.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{ListMark, Page, StepForm, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::Span;

/// Finds items whose mark does not fit those beside them.
#[derive(Debug)]
pub(super) struct ListMarks;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for ListMarks {
    const NAME: &'static str = "list-marks";
    const ABOUT: &'static str = "lists of hiring steps with two kinds of bullets, or with wrong numbers";
    const VALUES: &'static [ValueDoc] =
        &[("mark", "the mark that does not fit"), ("usual", "the mark that would"), ("count", "how many do not fit")];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

impl Check for ListMarks {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for list in page.step_lists().iter().filter(|list| list.form == StepForm::Items) {
            let read = |item| ListMark::read(page.source(), item);
            let Some(marks) = list.steps.iter().map(|step| read(step.item)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let edits = bullets(&marks).or_else(|| numbers(page, list, &marks)).unwrap_or_default();
            let Some(first) = edits.first() else { continue };
            let (mark, usual) = (page.source().slice(first.span).to_owned(), first.replacement.clone());
            findings
                .at(first.span)
                .label(format!("`{usual}` would fit"))
                .value("mark", mark)
                .value("usual", usual)
                .value("count", edits.len().to_string())
                .fix(Fix { title: "Use the marks of the other items".to_owned(), edits, safety: Safety::Safe });
        }
    }
}

/// The bullets that are not those of most items; of equally many those of the first item are right.
fn bullets(marks: &[ListMark]) -> Option<Vec<Edit>> {
    if marks.iter().any(|mark| mark.number.is_some()) {
        return None;
    }
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for mark in marks {
        *counts.entry(mark.sign).or_default() += 1;
    }
    let first = marks.first()?.sign;
    let usual = *counts.iter().max_by_key(|(sign, count)| (**count, **sign == first))?.0;
    let odd = marks.iter().filter(|mark| mark.sign != usual);
    Some(odd.map(|mark| Edit { span: mark.span, replacement: usual.to_string() }).collect())
}

/// The numbers that do not count on. The same number throughout (`1.` `1.` `1.`) leaves the counting to Markdown.
fn numbers(page: &Page<'_>, list: &StepList, marks: &[ListMark]) -> Option<Vec<Edit>> {
    let numbers = marks.iter().map(|mark| mark.number).collect::<Option<Vec<u64>>>()?;
    let first = *numbers.iter().min()?;
    if numbers.iter().all(|number| *number == first) {
        return None;
    }
    // An item without words, which is no step, has a number too.
    let is_gap = |pair: &[Span]| page.source().slice(Span::new(pair[0].end, pair[1].start)).trim().is_empty();
    let items: Vec<Span> = list.steps.iter().map(|step| step.item).collect();
    if !items.windows(2).all(is_gap) {
        return None;
    }
    let mut edits = Vec::new();
    for ((expected, mark), item) in (first..).zip(marks).zip(items) {
        let digits = Span::new(mark.span.start, mark.span.end - 1);
        let replacement = expected.to_string();
        // Lines below are indented for the mark as it is.
        if replacement.len() != digits.len() && page.source().slice(item).contains('\n') {
            return None;
        }
        if mark.number != Some(expected) {
            edits.push(Edit { span: digits, replacement });
        }
    }
    Some(edits)
}
