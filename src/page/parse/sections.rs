//! Blocks and the sections they stand in.

use crate::text::Span;

use super::super::front_matter::LongValue;
use super::super::{
    Block, BlockKind, Heading, HeadingStyle, Link, LinkKind, MaskKind, Place, Section, SectionId, html,
};
use super::prose::Inline;
use super::{Open, Parsed, Reader, Reads};

/// Quotes and lists nested deeper than this are read as prose but not as blocks: no page of people is, and a tree of any
/// depth could not be walked or dropped without the stack running over.
const DEEPEST: usize = 100;

impl Reader<'_> {
    pub(super) fn block(&mut self, block: Block) {
        if self.open.len() > DEEPEST {
            return;
        }
        match self.open.last_mut() {
            Some(Open::Quote { blocks, .. }) => blocks.push(block),
            Some(Open::Item { item }) => item.blocks.push(block),
            _ => self.parsed.sections[self.current.0].blocks.push(block),
        }
    }

    pub(super) fn end_heading(&mut self, level: u8, span: Span) {
        let inline = self.inline.take().unwrap_or_else(|| Inline::new(Place::Heading));
        let span = span.trim(self.masked);
        let unspaced = self.unspaced.iter().find(|(offset, _)| *offset == span.start);
        let (level, style) = match unspaced {
            Some((_, level)) => (*level, HeadingStyle::Unspaced),
            None if self.masked[span.start..].trim_start().starts_with('#') => (level, HeadingStyle::Atx),
            None => (level, HeadingStyle::Setext),
        };
        if self.open.is_empty() {
            self.open_section(inline, span, level, style, None);
        } else {
            // A heading inside a list or a quote does not divide the page, but links can lead to it.
            let content = inline.content.unwrap_or(Span::empty(span.end)).trim(self.masked);
            let passage = self.push_passage(inline.plain, Place::Heading, self.current);
            let explicit_id = self.attribute_id(span);
            let heading = Heading { span, content, passage, style, rendered: inline.rendered, explicit_id };
            self.parsed.inner_headings.push(heading);
            self.block(Block { span, kind: BlockKind::Paragraph(passage) });
        }
    }

    /// One below the section around it; bold lines after each other stand side by side.
    pub(super) fn level_of_bold_heading(&self) -> u8 {
        let mut section = &self.parsed.sections[self.current.0];
        while section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::Bold) {
            let Some(parent) = section.parent else { break };
            section = &self.parsed.sections[parent.0];
        }
        section.level + 1
    }

    pub(super) fn open_section(
        &mut self,
        inline: Inline,
        span: Span,
        level: u8,
        style: HeadingStyle,
        id: Option<String>,
    ) {
        let section = SectionId(self.parsed.sections.len());
        let content = inline.content.unwrap_or(Span::empty(span.end)).trim(self.masked);
        let passage = self.push_passage(inline.plain, Place::Heading, section);
        let explicit_id = id.or_else(|| self.attribute_id(span));
        let heading = Heading { span, content, passage, style, rendered: inline.rendered, explicit_id };
        let mut parent = self.current;
        while self.parsed.sections[parent.0].level >= level {
            match self.parsed.sections[parent.0].parent {
                Some(outer) => parent = outer,
                None => break,
            }
        }
        self.parsed.sections.push(Section::new(Some(heading), level, Some(parent), span.start));
        self.parsed.sections[parent.0].children.push(section);
        self.current = section;
    }

    /// A long value of the front matter is a section, its key the heading.
    pub(super) fn open_front_matter_section(&mut self, value: &LongValue) {
        let mut inline = Inline::new(Place::Heading);
        inline.plain.push(&value.heading, value.key_span);
        inline.content = Some(value.key_span);
        self.open_section(inline, value.key_span, 1, HeadingStyle::FrontMatter, None);
        self.parsed.sections[self.current.0].span.end = value.span.end;
    }

    /// The id of `## Words {#id}` or of `{: #id}` on the line below.
    pub(super) fn attribute_id(&self, heading: Span) -> Option<String> {
        let line_end = self.text[heading.end..].find('\n').map_or(self.text.len(), |at| heading.end + at);
        let below = Span::new(
            line_end,
            self.text[line_end..].match_indices('\n').nth(1).map_or(self.text.len(), |(at, _)| line_end + at),
        );
        let first = self.masks.partition_point(|mask| mask.span.start < heading.start);
        self.masks[first..]
            .iter()
            .take_while(|mask| mask.span.start < below.end)
            .filter(|mask| mask.kind == MaskKind::Attribute)
            .find(|mask| {
                let on_line = Span::new(heading.start, line_end).covers(mask.span);
                on_line || (mask.alone && below.covers(mask.span))
            })
            .and_then(|mask| mask.id.clone())
    }

    pub(super) fn html_block(&mut self, span: Span) {
        let text = self.text;
        let html = &text[span.range()];
        self.read_html(span);
        if html::is_comment(html) {
            self.block(Block { span: span.trim(text), kind: BlockKind::Comment });
            return;
        }
        // A block may hold several headings, each with what follows it.
        let mut at = span.start;
        for heading in html::headings(html, span.start) {
            if self.open.is_empty() {
                self.html_content(Span::new(at, heading.span.start));
                at = heading.span.end;
                let mut inline = Inline::new(Place::Heading);
                inline.plain.push(&heading.text, heading.content);
                inline.rendered = heading.text;
                inline.content = Some(heading.content);
                self.open_section(inline, heading.span, heading.level, HeadingStyle::Html, heading.id);
            }
        }
        self.html_content(Span::new(at, span.end));
    }

    /// A stretch of HTML between headings, if there is anything to read in it.
    pub(super) fn html_content(&mut self, span: Span) {
        if html::has_content(&self.text[span.range()]) {
            self.block(Block { span: span.trim(self.text), kind: BlockKind::Html });
        }
        if self.reads == Reads::Anchors {
            return;
        }
        let masked = self.masked;
        for prose in html::prose(&masked[span.range()], span.start) {
            self.inline = Some(Inline::new(prose.place));
            for piece in prose.pieces {
                self.words(&masked[piece.range()], piece);
            }
            let quotes = usize::from(prose.quoted);
            self.quotes += quotes;
            self.take_passage();
            self.quotes -= quotes;
        }
    }

    pub(super) fn read_html(&mut self, span: Span) {
        let html = &self.text[span.range()];
        self.parsed.comments.extend(html::comments(html, span.start));
        self.parsed.ids.extend(html::ids(html, span.start));
        for (target, target_span, text, span) in html::links(html, span.start) {
            self.push_link(Link {
                span,
                text,
                target,
                target_span: Some(target_span),
                kind: LinkKind::Html,
                templated: false,
                section: self.current,
            });
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        self.add_template_blocks();
        let end = self.text.len();
        let sections = &mut self.parsed.sections;
        for index in 0..sections.len() {
            let style = sections[index].heading.as_ref().map(|heading| heading.style);
            if style == Some(HeadingStyle::FrontMatter) {
                continue;
            }
            let level = sections[index].level;
            let next = sections[index + 1..].iter().find(|later| index != 0 && later.level <= level);
            sections[index].span.end = next.map_or(end, |next| next.span.start);
        }
        self.parsed.links.sort_by_key(|link| link.span);
        self.parsed
    }

    /// Templates alone on their lines are blocks of the section they stand in.
    pub(super) fn add_template_blocks(&mut self) {
        let sections = &mut self.parsed.sections;
        for mask in self.masks.iter().filter(|mask| mask.alone && mask.kind.writes()) {
            let after = sections.partition_point(|section| section.span.start <= mask.span.start);
            sections[after.saturating_sub(1)].blocks.push(Block { span: mask.span, kind: BlockKind::Template });
        }
        for section in sections {
            section.blocks.sort_by_key(|block| block.span.start);
        }
    }
}
