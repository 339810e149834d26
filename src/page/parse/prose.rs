//! Prose: the words of a block without their markup.

use crate::text::{Plain, Span};

use super::super::{Block, BlockKind, HeadingStyle, Passage, PassageId, Place, SectionId, mask};
use super::links::OpenLink;
use super::{Open, Reader};

/// A bold line with more words than this is a bold sentence, not a heading.
const MOST_WORDS_OF_BOLD_HEADING: usize = 10;

/// Prose being gathered.
pub(super) struct Inline {
    pub(super) plain: Plain,
    pub(super) place: Place,
    /// First to last byte of its inline content, markup included.
    pub(super) content: Option<Span>,
    /// With the code, as a site renders it.
    pub(super) rendered: String,
    /// How deep in `**` we are, and what stands outside of it.
    pub(super) strong: usize,
    pub(super) strong_runs: usize,
    outside_strong: String,
}

impl Inline {
    pub(super) fn new(place: Place) -> Self {
        Self {
            plain: Plain::default(),
            place,
            content: None,
            rendered: String::new(),
            strong: 0,
            strong_runs: 0,
            outside_strong: String::new(),
        }
    }

    /// Notes that its content reaches over these bytes.
    pub(super) fn cover(&mut self, span: Span) {
        self.content = Some(self.content.map_or(span, |content| content.join(span)));
    }

    /// One run of bold words and nothing beside it but a colon.
    fn is_bold_heading(&self) -> bool {
        let text = self.plain.text().trim();
        let words = text.split_whitespace().count();
        self.strong_runs == 1
            && self.outside_strong.trim().trim_matches(':').is_empty()
            && (1..=MOST_WORDS_OF_BOLD_HEADING).contains(&words)
            && !text.ends_with(['.', '!', ','])
    }
}

impl Reader<'_> {
    /// The prose being gathered; in a tight list an item's words come without a paragraph.
    pub(super) fn inline(&mut self) -> &mut Inline {
        let place = self.place_of_paragraph();
        self.inline.get_or_insert_with(|| Inline::new(place))
    }

    pub(super) fn place_of_paragraph(&self) -> Place {
        match self.open.last() {
            Some(Open::Item { item }) if item.passage.is_none() && item.blocks.is_empty() => Place::Item,
            _ => Place::Paragraph,
        }
    }

    pub(super) fn words(&mut self, words: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(words);
        }
        let (masks, text, masked) = (self.masks, self.text, self.masked);
        // A picture is no text, though it has words for who cannot see it.
        let is_rendered = !self.links.iter().any(OpenLink::is_image);
        let inline = self.inline();
        inline.cover(span);
        if is_rendered {
            inline.rendered.push_str(words);
        }
        if inline.strong == 0 {
            inline.outside_strong.push_str(words);
        }
        if masked.get(span.range()) != Some(words) {
            inline.plain.push(words, span);
            return;
        }
        // Verbatim, but what a template overwrote is no word.
        let mut at = span.start;
        for mask in mask::overlapping(masks, span) {
            if mask.span.start > at {
                inline.plain.push(&text[at..mask.span.start], Span::new(at, mask.span.start));
            }
            if mask.kind.writes() {
                inline.plain.push_gap(mask.span);
            }
            at = mask.span.end.min(span.end);
        }
        if at < span.end {
            let inline = self.inline();
            inline.plain.push(&text[at..span.end], Span::new(at, span.end));
        }
    }

    /// Something that is no prose: code, a picture.
    pub(super) fn gap(&mut self, rendered: &str, span: Span) {
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(rendered);
        }
        let inline = self.inline();
        inline.cover(span);
        inline.rendered.push_str(rendered);
        inline.plain.push_gap(span);
    }

    pub(super) fn inline_html(&mut self, span: Span) {
        let html = &self.text[span.range()];
        self.read_html(span);
        self.parsed.inline_html.push(span);
        if html.len() >= 3 && html[..3].eq_ignore_ascii_case("<br") {
            self.words(" ", span);
        } else {
            self.inline().cover(span);
        }
    }

    pub(super) fn take_passage(&mut self) -> Option<PassageId> {
        let inline = self.inline.take()?;
        Some(self.push_passage(inline.plain, inline.place, self.current))
    }

    pub(super) fn push_passage(&mut self, plain: Plain, place: Place, section: SectionId) -> PassageId {
        let id = PassageId(self.parsed.passages.len());
        self.parsed.passages.push(Passage { plain, place, section, quoted: self.quotes > 0 });
        id
    }

    /// Ends the words of a tight item when a block follows or the item ends.
    pub(super) fn close_tight_item(&mut self) {
        if self.inline.is_none() {
            return;
        }
        let span = self.inline.as_ref().and_then(|inline| inline.content).unwrap_or_default();
        self.end_paragraph(span);
    }

    pub(super) fn end_paragraph(&mut self, span: Span) {
        let Some(inline) = self.inline.take() else { return };
        if self.open.is_empty() && inline.is_bold_heading() {
            let level = self.level_of_bold_heading();
            self.open_section(inline, span.trim(self.masked), level, HeadingStyle::Bold, None);
            return;
        }
        let place = inline.place;
        let id = self.push_passage(inline.plain, place, self.current);
        match self.open.last_mut() {
            Some(Open::Item { item }) if place == Place::Item => item.passage = Some(id),
            _ => self.block(Block { span: span.trim(self.masked), kind: BlockKind::Paragraph(id) }),
        }
    }
}
