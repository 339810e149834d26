//! The steps of a hiring process, and the stage that each of them is.

use std::fmt;
use std::sync::Arc;

use crate::text::Span;

use super::ordinal::{self, Ordinal};
use super::{Block, BlockKind, Item, List, Page, Role, SectionId, Vocabulary};

/// A stage of hiring: `screening`, `peer`, `offer`, ... The names are those of `rules/vocabulary/stages.yml`
/// and a team's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stage(Arc<str>);

impl Stage {
    pub(super) fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// One list of hiring steps. A page may have several, for several roles or regions; each stands alone.
#[derive(Clone, Debug)]
pub struct StepList {
    /// The section the list stands in.
    pub section: SectionId,
    /// The bytes of the list.
    pub span: Span,
    /// Its steps in the order of the page.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The item with its mark and all that is nested in it.
    pub item: Span,
    /// Its first sentence, which says what the step is; what follows are details.
    pub sentence: Span,
    /// The words of the first sentence.
    pub text: String,
    /// What it is, if that could be told. A remark between the steps has the stage `note`.
    pub stage: Option<Stage>,
    /// Whether it is something that candidates do.
    pub is_step: bool,
    /// Which interview it says it is.
    pub ordinal: Option<Ordinal>,
}

/// Finds the step lists of a page: the lists of its hiring sections in which at least every second item is a step.
pub(super) fn find(page: &Page<'_>, vocabulary: &Vocabulary) -> Vec<StepList> {
    let mut found = Vec::new();
    for (id, section) in page.sections() {
        if page.role_at(id).is_some_and(|role| role.as_str() == Role::HIRING_PROCESS) {
            for block in &section.blocks {
                read_block(page, vocabulary, id, block, &mut found);
            }
        }
    }
    found
}

fn read_block(page: &Page<'_>, vocabulary: &Vocabulary, section: SectionId, block: &Block, found: &mut Vec<StepList>) {
    let BlockKind::List(list) = &block.kind else { return };
    let steps: Vec<Step> = list.items.iter().filter_map(|item| read_step(page, vocabulary, item)).collect();
    let recognized = steps.iter().filter(|step| step.is_step && step.stage.is_some()).count();
    if recognized > 0 && recognized * 2 >= steps.len() {
        found.push(StepList { section, span: block.span, steps });
    }
    for nested in nested_lists(list) {
        read_block(page, vocabulary, section, nested, found);
    }
}

/// Lists below an item that is no step itself ("will be invited to the following:"). Below a step they are details.
fn nested_lists(list: &List) -> impl Iterator<Item = &Block> {
    list.items
        .iter()
        .flat_map(|item| item.blocks.iter())
        .filter(|block| block.list().is_some_and(|list| list.items.len() > 1))
}

fn read_step(page: &Page<'_>, vocabulary: &Vocabulary, item: &Item) -> Option<Step> {
    let plain = &page.passage(item.passage?).plain;
    let sentence = first_sentence(plain.text());
    let text = plain.text()[sentence.clone()].to_owned();
    let words = vocabulary.stages.iter().find(|words| words.are_in(&text));
    Some(Step {
        item: item.span,
        ordinal: ordinal::find(plain, sentence.end),
        sentence: plain.span(sentence),
        stage: words.map(|words| words.stage.clone()),
        is_step: words.is_none_or(|words| words.is_step),
        text,
    })
}

/// The first sentence without white space at its ends. "e.g. a" does not end one.
fn first_sentence(text: &str) -> std::ops::Range<usize> {
    const ABBREVIATIONS: [&str; 8] = ["e.g", "i.e", "etc", "vs", "approx", "dr", "sr", "jr"];
    let start = text.len() - text.trim_start().len();
    let end = text
        .match_indices(['.', '!', '?'])
        .find(|(at, mark)| {
            let before = text[..*at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
            let after = &text[at + mark.len()..];
            let new_sentence = after.strip_prefix(' ').is_some_and(|after| !after.starts_with(char::is_lowercase));
            new_sentence && !ABBREVIATIONS.contains(&before.to_lowercase().as_str())
        })
        .map_or(text.len(), |(at, mark)| at + mark.len());
    start..start.max(start + text[start..end.max(start)].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn the_first_sentence_ends_where_a_new_one_begins() {
        for (text, expected) in [
            ("Screening call. It takes 30 minutes.", "Screening call."),
            ("Interview, e.g. with a peer. Then more", "Interview, e.g. with a peer."),
            ("A call of 1.5 hours with you", "A call of 1.5 hours with you"),
            ("  Offer ", "Offer"),
            ("", ""),
        ] {
            assert_eq!(&text[first_sentence(text)], expected);
        }
    }
}
