//! The fix that puts the items of a list into another order.

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{ListMark, StepForm, StepList};
use crate::text::{Source, Span};

/// The fix that puts the steps of a list into the order `arranged`, by their places. Items move whole, with what is
/// nested in them and with their bullets; numbers stay where they are. Nothing if the items cannot be moved as they
/// stand.
pub(super) fn reorder(source: &Source, list: &StepList, arranged: &[usize]) -> Option<Fix> {
    if list.form != StepForm::Items || arranged.len() != list.steps.len() {
        return None;
    }
    let changed = |place: &usize| arranged[*place] != *place;
    let (first, last) =
        ((0..arranged.len()).find(changed)?, (0..arranged.len()).rev().find(changed).unwrap_or_default());
    let items: Vec<Span> = list.steps[first..=last].iter().map(|step| step.item).collect();
    let marks = items.iter().map(|&item| ListMark::read(source, item)).collect::<Option<Vec<_>>>()?;
    let gaps: Vec<&str> = items.windows(2).map(|pair| source.slice(Span::new(pair[0].end, pair[1].start))).collect();
    let can_move = gaps.iter().all(|gap| gap.trim().is_empty() && gap.contains('\n'))
        && items.iter().zip(&marks).all(|(&item, mark)| can_move(source, item, *mark, marks[0]));
    if !can_move {
        return None;
    }
    let mut text = String::new();
    for slot in 0..items.len() {
        let (item, mark) = (items[arranged[first + slot] - first], marks[arranged[first + slot] - first]);
        text.push_str(source.slice(marks[slot].span));
        text.push_str(source.slice(Span::new(mark.span.end, item.end)));
        text.push_str(gaps.get(slot).copied().unwrap_or_default());
    }
    let span = Span::new(items[0].start, items[items.len() - 1].end);
    let title = "Put the steps in order".to_owned();
    Some(Fix { title, edits: vec![Edit { span, replacement: text }], safety: Safety::Unsafe })
}

/// Whether an item keeps its meaning in the place of any other: it stands as far to the right as the first, alone
/// on its lines, and its further lines, if it has any, are indented for a mark of the same width.
fn can_move(source: &Source, item: Span, mark: ListMark, first: ListMark) -> bool {
    let margin = Span::new(item.start - mark.column, item.start);
    let is_single_line = !source.slice(item).contains('\n');
    let same_width = mark.span.len() == first.span.len() && mark.content == first.content;
    source.slice(margin).trim().is_empty()
        && mark.column == first.column
        && mark.sign == first.sign
        && mark.number.is_some() == first.number.is_some()
        && (is_single_line || same_width)
        && mark.lazy_lines(source, item).next().is_none()
}
