//! A first step that begins with "Next".

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Step, StepList};
use crate::rule::Findings;
use crate::text::Span;

pub(super) fn dangling(page: &Page<'_>, list: &StepList, words: &[String], findings: &mut Findings) {
    // A remark before the steps ("After you apply:") is no step.
    let Some(first) = list.steps.first().filter(|step| step.is_step) else { return };
    let begin = first.text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if list.steps.len() < 2 || !words.iter().any(|word| word.eq_ignore_ascii_case(begin)) {
        return;
    }
    let finding = findings.at(first.sentence).label("the first step").value("step", begin);
    if let Some(fix) = without(page, first, begin) {
        finding.fix(fix);
    }
}

/// The step without its first word.
fn without(page: &Page<'_>, step: &Step, begin: &str) -> Option<Fix> {
    let written = page.source().slice(step.sentence);
    let rest = written.strip_prefix(begin)?.trim_start_matches([',', ' ']);
    let next = rest.chars().next()?;
    let end = step.sentence.end - rest.len() + next.len_utf8();
    let edit = Edit { span: Span::new(step.sentence.start, end), replacement: next.to_uppercase().collect() };
    Some(Fix { title: format!("Take out `{begin}`"), edits: vec![edit], safety: Safety::Unsafe })
}
