//! Finds the steps of a page: the lists of its hiring sections, and what stands there in other forms.

use crate::text::Span;

use super::super::{Block, BlockKind, Item, List, Page, Role, Section, SectionId, Vocabulary};
use super::sentence::first_sentence;
use super::{Step, StepForm, StepList, facts, forms};

/// The step lists of a page, in its order.
pub(in super::super) fn find(page: &Page<'_>, vocabulary: &Vocabulary) -> Vec<StepList> {
    let mut found = forms::front_matter(page, vocabulary);
    for (id, section) in page.sections() {
        if page.role_at(id).is_none_or(|role| role.as_str() != Role::HIRING_PROCESS) {
            continue;
        }
        let before = found.len();
        read_lists(page, vocabulary, id, &section.blocks, &mut found);
        if found.len() == before {
            found.extend(forms::rows(page, vocabulary, id));
        }
        if found.len() == before && !has_lists(section) {
            found.extend(forms::prose(page, vocabulary, id));
        }
    }
    // Headings are steps only where nothing below them is.
    for (id, section) in page.sections() {
        let is_hiring = section.role().is_some_and(|role| role.as_str() == Role::HIRING_PROCESS);
        let within = |list: &StepList| page.ancestors(list.section).any(|(other, _)| other == id);
        if is_hiring && !found.iter().any(within) {
            found.extend(forms::headings(page, vocabulary, id));
        }
    }
    found.sort_by_key(|list| list.span);
    found
}

fn has_lists(section: &Section) -> bool {
    section.blocks.iter().any(|block| block.list().is_some())
}

/// At least every second part is a step, or this is another list.
pub(super) fn are_steps(steps: &[Step]) -> bool {
    let recognized = recognized(steps);
    recognized > 0 && recognized * 2 >= steps.len()
}

/// How many are steps of a known stage.
pub(super) fn recognized(steps: &[Step]) -> usize {
    steps.iter().filter(|step| step.is_step && step.stage.is_some()).count()
}

fn read_lists(
    page: &Page<'_>,
    vocabulary: &Vocabulary,
    section: SectionId,
    blocks: &[Block],
    found: &mut Vec<StepList>,
) {
    let mut rest = blocks;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let Some(list) = first.list() else { continue };
        // To Markdown a new mark is a new list; to a reader it is the next item.
        let mut lists = vec![list];
        let mut span = first.span;
        while let Some((next, after)) = rest.split_first()
            && let Some(more) = next.list()
            && list.start.is_none()
            && more.start.is_none()
        {
            lists.push(more);
            span = span.join(next.span);
            rest = after;
        }
        let items = lists.iter().flat_map(|list| &list.items);
        let steps: Vec<Step> = items.filter_map(|item| read_item(page, vocabulary, item)).collect();
        if are_steps(&steps) {
            found.push(StepList { section, span, form: StepForm::Items, steps });
        }
        for nested in lists.into_iter().flat_map(nested_lists) {
            read_lists(page, vocabulary, section, std::slice::from_ref(nested), found);
        }
    }
}

/// Lists below an item that is no step itself ("will be invited to the following:"). Below a step they are details.
fn nested_lists(list: &List) -> impl Iterator<Item = &Block> {
    list.items
        .iter()
        .flat_map(|item| item.blocks.iter())
        .filter(|block| block.list().is_some_and(|list| list.items.len() > 1))
}

fn read_item(page: &Page<'_>, vocabulary: &Vocabulary, item: &Item) -> Option<Step> {
    let plain = &page.passage(item.passage?).plain;
    Some(facts::read(plain, first_sentence(plain.text()), item.span, vocabulary))
}

/// The first paragraph of a section.
pub(super) fn first_paragraph<'p>(page: &'p Page<'_>, section: &Section) -> Option<&'p crate::text::Plain> {
    section.blocks.iter().find_map(|block| match block.kind {
        BlockKind::Paragraph(passage) => Some(&page.passage(passage).plain),
        _ => None,
    })
}

/// From the first of these to the last.
pub(super) fn span_of(steps: &[Step]) -> Span {
    match (steps.first(), steps.last()) {
        (Some(first), Some(last)) => first.item.join(last.item),
        _ => Span::default(),
    }
}
