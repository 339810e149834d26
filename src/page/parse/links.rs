//! Links and images.

use std::ops::Range;

use crate::text::Span;

use super::super::{Link, LinkKind, mask};
use super::Reader;

/// A link whose end has not come yet.
pub(super) struct OpenLink {
    span: Span,
    kind: LinkKind,
    target: String,
    pub(super) text: String,
    reference: bool,
}

impl OpenLink {
    pub(super) fn is_image(&self) -> bool {
        self.kind == LinkKind::Image
    }
}

impl Reader<'_> {
    pub(super) fn start_link(&mut self, kind: LinkKind, target: String, span: Span, reference: bool) {
        self.inline().cover(span);
        self.links.push(OpenLink { span, kind, target, text: String::new(), reference });
    }

    pub(super) fn end_link(&mut self) {
        let Some(OpenLink { span, kind, target, text, reference }) = self.links.pop() else { return };
        let target_span = if reference {
            self.definitions
                .iter()
                .find(|(definition, _)| *definition == target)
                .and_then(|(target, span)| find_last(self.masked, *span, target))
        } else {
            find_last(self.masked, span, &target)
        };
        // In the page, not in the masked text: the reader wants to see the template.
        let target = target_span.map_or(target, |span| self.text[span.range()].to_owned());
        self.push_link(Link { span, text, target, target_span, kind, templated: false, section: self.current });
    }

    pub(super) fn push_link(&mut self, mut link: Link) {
        let is_written = |span| mask::overlapping(self.masks, span).any(|mask| mask.kind.writes());
        link.templated = link.target_span.is_some_and(is_written);
        self.parsed.links.push(link);
    }
}

/// Where `needle` last stands in `text` within `span`.
fn find_last(text: &str, span: Span, needle: &str) -> Option<Span> {
    if needle.is_empty() {
        return None;
    }
    let at = text.get(Range { start: span.start, end: span.end })?.rfind(needle)?;
    Some(Span::new(span.start + at, span.start + at + needle.len()))
}
