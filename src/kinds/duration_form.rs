//! Durations of hiring steps that are written in more than one way.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Duration, Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds durations that are written another way than most of the page.
#[derive(Debug)]
pub(super) struct DurationForm;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for DurationForm {
    const NAME: &'static str = "duration-form";
    const ABOUT: &'static str = "durations of hiring steps that are written in more than one way";
    const VALUES: &'static [ValueDoc] =
        &[("match", "the duration as the page has it"), ("replacement", "the duration as the page writes the others")];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

/// What can differ: the joint between number and unit, and whether the unit is cut short.
type Form = (Option<char>, bool);

impl Check for DurationForm {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        // "45 minutes" stands for itself; "a 45-minute call" is what has several forms.
        let steps = page.step_lists().iter().flat_map(|list| &list.steps);
        let durations: Vec<&Duration> =
            steps.flat_map(|step| &step.durations).filter(|duration| !duration.writing.plural).collect();
        let form = |duration: &Duration| -> Form { (duration.writing.joint, duration.writing.short) };
        let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
        for duration in &durations {
            *counts.entry(form(duration)).or_default() += 1;
        }
        if counts.len() < 2 {
            return;
        }
        // Of equally many the hyphen is right, then the whole word.
        let rank = |(form, count): &(&Form, &usize)| (**count, form.0 == Some('-'), !form.1);
        let Some((&usual, _)) = counts.iter().max_by_key(rank) else { return };
        for duration in durations.into_iter().filter(|duration| form(duration) != usual) {
            let written = page.source().slice(duration.span);
            let Some(replacement) = rewritten(written, usual) else { continue };
            findings
                .at(duration.span)
                .label(format!("`{replacement}` elsewhere"))
                .value("match", written)
                .value("replacement", &*replacement)
                .fix(Fix {
                    title: format!("Replace `{written}` with `{replacement}`"),
                    edits: vec![Edit { span: duration.span, replacement }],
                    safety: Safety::Unsafe,
                });
        }
    }
}

/// A duration in another form: `30min` as `30-minute`. Nothing if it is more than a number and a unit.
fn rewritten(written: &str, (joint, short): Form) -> Option<String> {
    let unit_at = written.rfind(|c: char| !c.is_alphabetic())? + 1;
    let unit = match (written[unit_at..].to_lowercase().as_str(), short) {
        ("minute" | "min", false) => "minute",
        ("minute" | "min", true) => "min",
        ("hour" | "hr", false) => "hour",
        ("hour" | "hr", true) => "hr",
        _ => return None,
    };
    let number = written[..unit_at].trim_end_matches([' ', '-']);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_number.then(|| format!("{number}{}{unit}", joint.map(String::from).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn durations_take_the_usual_form() {
        for (written, form, expected) in [
            ("30min", (Some('-'), false), Some("30-minute")),
            ("30-45 minute", (Some('-'), false), Some("30-45-minute")),
            ("1-hour", (Some(' '), false), Some("1 hour")),
            ("45 minute", (None, true), Some("45min")),
            ("half an hour", (Some('-'), false), None),
        ] {
            assert_eq!(rewritten(written, form).as_deref(), expected, "{written}");
        }
    }
}
