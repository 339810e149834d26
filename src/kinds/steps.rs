//! Hiring processes without steps, and steps that do not fit those beside them.

use std::collections::HashMap;

use serde::Deserialize;

use crate::page::{Page, Role, Step, StepList, Vocabulary};
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
    /// A step of no known stage.
    Unclassified,
}

impl Kind for Steps {
    const NAME: &'static str = "steps";
    const ABOUT: &'static str = "hiring processes without steps, and steps that do not fit those beside them";
    const VALUES: &'static [ValueDoc] = &[
        ("step", "the words of the step, or the heading of a process without steps"),
        ("count", "the number of steps"),
        ("missing", "with `ordinal-gap`: the ordinal that no step has"),
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
            return missing(page, findings);
        }
        for list in page.step_lists() {
            match self.report {
                Report::Dangling => self.dangling(list, findings),
                Report::OrdinalGap => ordinal_gap(list, findings),
                Report::Duplicate => duplicate(list, findings),
                _ => unclassified(list, findings),
            }
        }
    }
}

fn real(list: &StepList) -> impl Iterator<Item = &Step> {
    list.steps.iter().filter(|step| step.is_step)
}

fn missing(page: &Page<'_>, findings: &mut Findings) {
    // What a template puts on the page cannot be seen in the file.
    if page.has_block_templates() {
        return;
    }
    for (id, section) in page.sections() {
        let Some(heading) = &section.heading else { continue };
        if section.role().is_none_or(|role| role.as_str() != Role::HIRING_PROCESS) || !section.has_content() {
            continue;
        }
        // Steps may stand under headings of their own, as sections or as lists.
        let within = |list: &&StepList| page.ancestors(list.section).any(|(other, _)| other == id);
        let count: usize = page.step_lists().iter().filter(within).map(|list| real(list).count()).sum();
        if count > 1 || section.children.len() > 1 {
            continue;
        }
        let words = page.heading_words(heading);
        let label = if count == 0 { "no steps" } else { "a single step" };
        findings.at(heading.content).label(label).value("step", words).value("count", label);
    }
}

/// 1 to n by their labels, or each label the place of its step among the interviews: "third interview" after an interview
/// without a number is right.
fn ordinal_gap(list: &StepList, findings: &mut Findings) {
    const NAMES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    const NO_INTERVIEWS: [&str; 5] = ["apply", "screening", "assessment", "offer", "reference"];
    let is_interview = |step: &&Step| {
        step.stage.as_ref().is_none_or(|stage| !NO_INTERVIEWS.contains(&stage.as_str())) || step.ordinal.is_some()
    };
    let interviews: Vec<&Step> = real(list).filter(is_interview).collect();
    let labeled: Vec<(usize, &Step)> = interviews
        .iter()
        .enumerate()
        .filter(|(_, step)| step.ordinal.is_some())
        .map(|(at, step)| (at, *step))
        .collect();
    let mut expected = 1;
    for (at, step) in &labeled {
        let Some(ordinal) = step.ordinal else { continue };
        // "As said in the first interview" refers back.
        if ordinal.number < expected {
            continue;
        }
        let by_place = ordinal.number == at + 1;
        // A label may also count what stands without one between two labeled steps.
        let before = labeled.iter().rfind(|(other, _)| other < at).map_or(0, |(other, _)| other + 1);
        let unlabeled = at - before;
        if ordinal.number > expected && !by_place && ordinal.number > expected + unlabeled {
            findings
                .at(ordinal.span)
                .label(format!("no {} before it", NAMES[expected - 1]))
                .value("step", &*step.text)
                .value("missing", NAMES[expected - 1]);
            return;
        }
        expected = ordinal.number + 1;
        if expected > NAMES.len() {
            return;
        }
    }
}

fn duplicate(list: &StepList, findings: &mut Findings) {
    let mut seen: HashMap<String, &Step> = HashMap::new();
    for step in real(list) {
        let words: Vec<String> = step
            .text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        // Two words ("Peer interview") may be meant twice.
        if words.len() < 3 {
            continue;
        }
        match seen.get(&words.join(" ")) {
            // The chief executive who opens and closes a process is meant to.
            Some(_) if step.stage.as_ref().is_some_and(|stage| stage.as_str() == "executive") => {}
            Some(first) => {
                findings
                    .at(step.sentence)
                    .label("the same step again")
                    .value("step", &*step.text)
                    .related(first.sentence, "first here");
            }
            None => {
                seen.insert(words.join(" "), step);
            }
        }
    }
}

fn unclassified(list: &StepList, findings: &mut Findings) {
    for step in real(list).filter(|step| step.stage.is_none()) {
        findings.at(step.sentence).label("of no known stage").value("step", &*step.text);
    }
}

impl Steps {
    fn dangling(&self, list: &StepList, findings: &mut Findings) {
        // A remark before the steps ("After you apply:") is no step.
        let Some(first) = list.steps.first().filter(|step| step.is_step) else { return };
        let begin = first.text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if list.steps.len() > 1 && self.words.iter().any(|word| word.eq_ignore_ascii_case(begin)) {
            findings.at(first.sentence).label("the first step").value("step", begin);
        }
    }
}
