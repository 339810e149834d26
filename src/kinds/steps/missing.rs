//! A hiring process without steps, or with a single one.

use crate::page::{Page, Role, StepList};
use crate::rule::Findings;

pub(super) fn missing(page: &Page<'_>, findings: &mut Findings) {
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
        let count: usize = page.step_lists().iter().filter(within).map(|list| list.steps().count()).sum();
        if count > 1 || section.children.len() > 1 {
            continue;
        }
        let words = page.heading_words(heading);
        let label = if count == 0 { "no steps" } else { "a single step" };
        findings.at(heading.content).label(label).value("step", words).value("count", label);
    }
}
