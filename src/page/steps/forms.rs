//! Steps that are no list items: headings, rows of a table, a sequence in the front matter, sentences.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::yaml::{Node, Value};
use crate::text::{Plain, Span, built_in_regex, first_sentence, sentences, words};

use super::super::role::normalize;
use super::super::{
    BlockKind, FrontMatter, HeadingStyle, Page, PassageId, Role, Section, SectionId, Stage, Vocabulary,
};
use super::find::{are_steps, recognized, span_of};
use super::{Step, StepForm, StepList, facts};

/// With fewer steps it may be chance that a heading, a row or a sentence reads like one.
const FEWEST_STEPS: usize = 2;

/// The paragraphs directly in a section.
fn paragraphs<'p>(page: &'p Page<'_>, section: &'p Section) -> impl Iterator<Item = &'p Plain> {
    section.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Paragraph(passage) => Some(&page.passage(passage).plain),
        _ => None,
    })
}

fn list(section: SectionId, form: StepForm, steps: Vec<Step>) -> Option<StepList> {
    let is_list = recognized(&steps) >= FEWEST_STEPS && are_steps(&steps);
    is_list.then(|| StepList { section, span: span_of(&steps), form, steps, beside: Vec::new() })
}

/// The headings directly below a hiring section. A heading that names a level of the job ("Director") is no step but
/// says whose steps follow.
pub(super) fn headings(page: &Page<'_>, vocabulary: &Vocabulary, id: SectionId) -> Option<StepList> {
    let children = page.section(id).children.iter().map(|child| page.section(*child));
    let steps = children
        .filter(|child| child.seniority.is_none() || names_meeting(page, child))
        .filter(|child| child.role().is_none_or(|role| role.as_str() == Role::HIRING_PROCESS))
        .filter_map(|child| {
            let heading = child.heading.as_ref()?;
            let plain = &page.passage(heading.passage).plain;
            let text = plain.text();
            let mut step = facts::read(plain, text.len() - text.trim_start().len()..text.len(), child.span, vocabulary);
            if let Some(below) = paragraphs(page, child).next() {
                let details = facts::read(below, first_sentence(below.text()), child.span, vocabulary);
                step.durations.extend(details.durations);
                step.who = step.who.or(details.who);
                step.optional |= details.optional;
            }
            Some(step)
        });
    list(id, StepForm::Headings, steps.collect())
}

/// Whether a heading is about a talk with somebody, not about a level of the job: "Hiring Manager Interview".
fn names_meeting(page: &Page<'_>, section: &Section) -> bool {
    const WORDS: [&str; 6] = ["interview", "call", "screen", "screening", "meeting", "chat"];
    let heading = section.heading.as_ref().map(|heading| page.heading_words(heading)).unwrap_or_default();
    words(heading).any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// The rows of the first table whose rows are steps, told by the column that says most about their stages.
pub(super) fn rows(page: &Page<'_>, vocabulary: &Vocabulary, id: SectionId) -> Option<StepList> {
    page.section(id).blocks.iter().find_map(|block| {
        let BlockKind::Table(rows) = &block.kind else { return None };
        let (head, rows) = rows.split_first()?;
        let columns = (0..head.len()).map(|column| {
            let steps = rows.iter().filter_map(|row| read_row(page, vocabulary, row, column));
            steps.collect::<Vec<Step>>()
        });
        // Of equal columns the first: it names the step, the others describe it.
        let best = columns.rev().max_by_key(|steps| recognized(steps))?;
        list(id, StepForm::Rows, best)
    })
}

fn read_row(page: &Page<'_>, vocabulary: &Vocabulary, row: &[PassageId], column: usize) -> Option<Step> {
    let cells = row.iter().map(|cell| &page.passage(*cell).plain).filter(|plain| !plain.is_blank());
    let item = cells.clone().map(Plain::source).reduce(Span::join)?;
    let plain = &page.passage(*row.get(column)?).plain;
    if plain.is_blank() {
        return None;
    }
    let mut step = facts::read(plain, first_sentence(plain.text()), item, vocabulary);
    for other in cells.filter(|other| other.source() != plain.source()) {
        let details = facts::read(other, first_sentence(other.text()), item, vocabulary);
        step.durations.extend(details.durations);
        step.who = step.who.or(details.who);
    }
    Some(step)
}

/// A sequence in the front matter whose key is a heading of a hiring process: `hiring_process: [...]`.
pub(super) fn front_matter(page: &Page<'_>, vocabulary: &Vocabulary) -> Vec<StepList> {
    let entries = page.front_matter().map(FrontMatter::entries).unwrap_or_default();
    let is_hiring = |key: &str| {
        let role = vocabulary.exact(&normalize(&key.replace(['_', '-'], " ")));
        role.is_some_and(|(role, _)| role.as_str() == Role::HIRING_PROCESS)
    };
    let sequences = entries.iter().filter(|entry| is_hiring(&entry.key)).filter_map(|entry| match &entry.value.value {
        Value::Sequence(nodes) => Some(nodes),
        _ => None,
    });
    sequences
        .filter_map(|nodes| {
            let steps = nodes.iter().filter_map(|node| read_node(page, vocabulary, node)).collect();
            list(SectionId::ROOT, StepForm::FrontMatter, steps)
        })
        .collect()
}

/// A step as a string, or as a mapping that names it.
fn read_node(page: &Page<'_>, vocabulary: &Vocabulary, node: &Node) -> Option<Step> {
    const NAMES: [&str; 6] = ["title", "name", "step", "stage", "label", "text"];
    let named = || NAMES.iter().find_map(|name| node.get(name));
    let value = if node.as_str().is_some() { node } else { named()? };
    let text = value.as_str()?;
    let written = page.source().slice(value.span);
    // An escaped or folded value maps as a whole, one written as it reads maps byte by byte.
    let span = match written.find(text) {
        Some(at) => Span::new(value.span.start + at, value.span.start + at + text.len()),
        None => value.span,
    };
    let plain = Plain::of(text, span);
    Some(facts::read(&plain, first_sentence(plain.text()), node.span, vocabulary))
}

/// Words that say that one thing comes after another.
static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:first|second|third|then|next|after (?:that|this|which)|afterwards?|followed by|finally|lastly|subsequently)\b";
    built_in_regex(pattern)
});

/// Where a sentence goes on to the next step: ", then", " and finally".
static TURN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)(?:[,;](?: and)?| and) (?:then|next|afterwards|after (?:that|this|which)|finally|lastly)\b|,? followed by\b";
    built_in_regex(pattern)
});

/// The sentences of a hiring section that say what follows what.
pub(super) fn prose(page: &Page<'_>, vocabulary: &Vocabulary, id: SectionId) -> Option<StepList> {
    let section = page.section(id);
    if section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::LeadIn) {
        return None;
    }
    let mut steps = Vec::new();
    let mut sequence = 0;
    for plain in paragraphs(page, section) {
        for part in parts(page, plain) {
            let step = facts::read_sentence(plain, part.clone(), plain.span(part), vocabulary);
            if step.is_step && step.stage.is_some() {
                sequence += usize::from(SEQUENCE.is_match(&step.text));
                steps.push(step);
            }
        }
    }
    if sequence < FEWEST_STEPS { None } else { list(id, StepForm::Prose, steps) }
}

/// The stages that the sentences of a section name.
pub(super) fn named_in_prose(page: &Page<'_>, vocabulary: &Vocabulary, section: &Section) -> Vec<Stage> {
    let mut named = Vec::new();
    for plain in paragraphs(page, section) {
        for sentence in sentences(plain.text()) {
            if let Some((stage, true)) = vocabulary.stage_of(&plain.text()[sentence])
                && !named.contains(stage)
            {
                named.push(stage.clone());
            }
        }
    }
    named
}

/// Sentences, lines that begin like one, and what a sentence goes on to.
fn parts(page: &Page<'_>, plain: &Plain) -> Vec<Range<usize>> {
    let text = plain.text();
    let mut parts = Vec::new();
    for sentence in sentences(text) {
        let mut start = sentence.start;
        let lines = text[sentence.clone()].match_indices(' ').map(|(at, _)| sentence.start + at).filter(|&at| {
            text[at + 1..].starts_with(char::is_uppercase) && page.source().slice(plain.span(at..at + 1)).contains('\n')
        });
        let turns = TURN.find_iter(&text[sentence.clone()]).map(|found| sentence.start + found.start());
        let mut breaks: Vec<usize> = lines.chain(turns).collect();
        breaks.sort_unstable();
        breaks.dedup();
        for at in breaks {
            parts.push(start..at);
            start = at;
        }
        parts.push(start..sentence.end);
    }
    let trimmed = parts.into_iter().map(|part| {
        let words = &text[part.clone()];
        let start = part.start + words.len() - words.trim_start_matches([' ', ',', ';']).len();
        start..start.max(part.start + words.trim_end().len())
    });
    trimmed.filter(|part| !part.is_empty()).collect()
}
