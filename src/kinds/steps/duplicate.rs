//! The same step twice.

use std::collections::HashMap;

use crate::page::{Step, StepList};
use crate::rule::Findings;
use crate::text::words;

pub(super) fn duplicate(list: &StepList, findings: &mut Findings) {
    let mut seen: HashMap<String, &Step> = HashMap::new();
    for step in list.steps() {
        let words: Vec<String> = words(&step.text).map(str::to_lowercase).collect();
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
