//! Steps that speak to the reader beside steps that speak of candidates.

use std::sync::LazyLock;

use regex::Regex;

use crate::page::{Step, StepList};
use crate::rule::Findings;
use crate::text::built_in_regex;

static YOU: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"(?i)\byou(?:r|rself)?\b"));

static CANDIDATES: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"(?i)\b(?:candidate|applicant)s?\b"));

/// Reports the first step of the voice that fewer steps have.
pub(super) fn voice_mix(list: &StepList, findings: &mut Findings) {
    // A step that has both speaks of other candidates, or quotes; what is of no known stage may be a note to colleagues.
    let with = |one: &Regex, other: &Regex| -> Vec<&Step> {
        let known = list.steps().filter(|step| step.stage.is_some());
        known.filter(|step| one.is_match(&step.text) && !other.is_match(&step.text)).collect()
    };
    let (you, candidates) = (with(&YOU, &CANDIDATES), with(&CANDIDATES, &YOU));
    let (Some(first_you), Some(first_candidates)) = (you.first(), candidates.first()) else { return };
    let you_are_fewer = (you.len(), first_candidates.item) < (candidates.len(), first_you.item);
    let (odd, odd_word, usual, usual_word) = if you_are_fewer {
        (first_you, "you", first_candidates, "candidates")
    } else {
        (first_candidates, "candidates", first_you, "you")
    };
    findings
        .at(odd.sentence)
        .label(format!("`{odd_word}` here"))
        .value("step", odd_word)
        .value("other", usual_word)
        .related(usual.sentence, format!("`{usual_word}` here"));
}
