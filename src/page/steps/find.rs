//! Finds the steps of a page: the lists of its hiring sections, and what stands there in other forms.

use crate::text::{Plain, Span, first_sentence};

use super::super::{Block, Item, ListMark, Page, Role, Section, SectionId, Stage, Vocabulary};
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
        } else if found.len() > before {
            let beside = forms::named_in_prose(page, vocabulary, section);
            found[before..].iter_mut().for_each(|list| list.beside.clone_from(&beside));
        }
    }
    for (id, section) in page.sections() {
        if section.role().is_some_and(|role| role.as_str() == Role::HIRING_PROCESS)
            && let Some(list) = forms::headings(page, vocabulary, id)
        {
            let below = |child: SectionId| {
                found.iter().any(|list| page.ancestors(list.section).any(|(ancestor, _)| ancestor == child))
            };
            // Headings over lists of steps say whose steps they are; what stands below a step are details.
            let with_steps = section.children.iter().filter(|child| below(**child)).count();
            if with_steps * 2 < list.steps.len() {
                let is_detail = |list: &StepList| page.ancestors(list.section).skip(1).any(|(other, _)| other == id);
                found.retain(|list| !is_detail(list));
                found.push(list);
            }
        }
    }
    found.sort_by_key(|list| list.span);
    found
}

fn has_lists(section: &Section) -> bool {
    section.blocks.iter().any(|block| block.list().is_some())
}

/// At least every second part that is no remark is a step, or this is another list.
pub(super) fn are_steps(steps: &[Step]) -> bool {
    let recognized = recognized(steps);
    recognized > 0 && recognized * 2 >= steps.iter().filter(|step| step.is_step).count()
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
        let items: Vec<&Item> = lists.into_iter().flat_map(|list| &list.items).collect();
        let read: Vec<Option<Step>> = items.iter().map(|item| read_item(page, vocabulary, item)).collect();
        let leading: Vec<bool> = read.iter().map(|step| step.as_ref().is_none_or(may_lead)).collect();
        let steps: Vec<Step> = read.into_iter().flatten().collect();
        if are_steps(&steps) {
            found.push(StepList { section, span, form: StepForm::Items, steps, beside: Vec::new() });
        }
        for (item, _) in items.into_iter().zip(leading).filter(|(_, leads)| *leads) {
            for nested in item.blocks.iter().filter(|block| block.list().is_some_and(|list| list.items.len() > 1)) {
                read_lists(page, vocabulary, section, std::slice::from_ref(nested), found);
            }
        }
    }
}

/// Whether an item may say only that steps follow ("will be invited to the following:", "Three interviews:"). A list
/// below any other step is about that step.
fn may_lead(step: &Step) -> bool {
    !step.is_step || step.stage.as_ref().is_none_or(|stage| stage.as_str() == Stage::INTERVIEW)
}

fn read_item(page: &Page<'_>, vocabulary: &Vocabulary, item: &Item) -> Option<Step> {
    let plain = &page.passage(item.passage?).plain;
    let sentence = first_sentence(plain.text());
    let end = lost_line(page, plain, item.span).map_or(sentence.end, |lost| lost.min(sentence.end));
    let kept = plain.text()[sentence.start..end.max(sentence.start)].trim_end().len();
    Some(facts::read(plain, sentence.start..sentence.start + kept, item.span, vocabulary))
}

/// Where in the words of an item a line begins that belongs to it only by accident: it stands further left, and begins
/// with a capital where the line before could end.
fn lost_line(page: &Page<'_>, plain: &Plain, item: Span) -> Option<usize> {
    const GOES_ON: [&str; 12] = ["with", "the", "a", "an", "our", "and", "or", "of", "by", "to", "for", "from"];
    let mark = ListMark::read(page.source(), item)?;
    let text = plain.text();
    mark.lazy_lines(page.source(), item).find_map(|line| {
        let at = plain.offset_of(line.start)?;
        let before = text[..at].trim_end();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let could_end = !before.ends_with(',') && !GOES_ON.iter().any(|word| word.eq_ignore_ascii_case(last));
        (could_end && text[at..].starts_with(char::is_uppercase)).then_some(at)
    })
}

/// From the first of these to the last.
pub(super) fn span_of(steps: &[Step]) -> Span {
    match (steps.first(), steps.last()) {
        (Some(first), Some(last)) => first.item.join(last.item),
        _ => Span::default(),
    }
}
