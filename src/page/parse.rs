//! Markdown events to sections, blocks and passages. The only user of pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::{Plain, Span};

use super::{
    Block, BlockKind, Comment, Heading, HeadingStyle, Item, Link, LinkKind, List, Mask, MaskKind, Passage, PassageId,
    Place, Section, SectionId, html,
};

/// What parsing gives; `Page` adds the rest.
pub(super) struct Parsed {
    pub(super) sections: Vec<Section>,
    pub(super) passages: Vec<Passage>,
    pub(super) links: Vec<Link>,
    pub(super) comments: Vec<Comment>,
    pub(super) ids: Vec<(String, Span)>,
    pub(super) inline_html: Vec<Span>,
}

/// A bold line with more words than this is a bold sentence, not a heading.
const MOST_WORDS_OF_BOLD_HEADING: usize = 10;

/// Reads the body of a page: `masked` is `text` with its templates overwritten.
pub(super) fn parse(text: &str, masked: &str, body: usize, masks: &[Mask], unspaced: &[(usize, u8)]) -> Parsed {
    // Named one by one: a future option must be a decision. Metadata blocks are cut off by hand, see front_matter.rs.
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(&masked[body..], options);
    let definitions: Vec<(String, Span)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.dest.to_string(), Span::from(definition.span.clone()).shift(body)))
        .collect();
    let mut reader = Reader {
        text,
        masked,
        masks,
        unspaced,
        definitions,
        parsed: Parsed {
            sections: vec![Section::new(None, 0, None, body)],
            passages: Vec::new(),
            links: Vec::new(),
            comments: Vec::new(),
            ids: masks.iter().filter_map(|mask| Some((mask.id.clone()?, mask.span))).collect(),
            inline_html: Vec::new(),
        },
        current: SectionId::ROOT,
        open: Vec::new(),
        inline: None,
        links: Vec::new(),
        quotes: 0,
    };
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, Span::from(range).shift(body));
    }
    reader.finish()
}

struct Reader<'t> {
    text: &'t str,
    masked: &'t str,
    masks: &'t [Mask],
    unspaced: &'t [(usize, u8)],
    /// Targets of reference definitions and the place of each definition.
    definitions: Vec<(String, Span)>,
    parsed: Parsed,
    current: SectionId,
    open: Vec<Open>,
    inline: Option<Inline>,
    links: Vec<OpenLink>,
    quotes: usize,
}

/// A container whose end has not come yet.
enum Open {
    Quote { span: Span, blocks: Vec<Block> },
    List { span: Span, list: List },
    Item { item: Item },
    Table { span: Span, rows: Vec<Vec<PassageId>> },
    Html { span: Span },
    Code { span: Span },
}

/// Prose being gathered.
struct Inline {
    plain: Plain,
    place: Place,
    /// First to last byte of its inline content, markup included.
    content: Option<Span>,
    /// With the code, as a site renders it.
    rendered: String,
    /// How deep in `**` we are, and what stands outside of it.
    strong: usize,
    strong_runs: usize,
    outside_strong: String,
}

struct OpenLink {
    span: Span,
    kind: LinkKind,
    target: String,
    text: String,
    reference: bool,
}

impl Inline {
    fn new(place: Place) -> Self {
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
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => match self.open.last() {
                Some(Open::Code { .. } | Open::Html { .. }) => {}
                _ => self.words(&text, span),
            },
            Event::Code(code) => self.gap(&code, span),
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.inline_html(span),
            Event::SoftBreak | Event::HardBreak => self.words(" ", span),
            Event::Rule => self.block(Block { span: span.trim(self.masked), kind: BlockKind::Rule }),
            Event::TaskListMarker(_) => {}
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.gap("", span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.inline = Some(Inline::new(self.place_of_paragraph())),
            Tag::Heading { .. } => {
                self.close_tight_item();
                self.inline = Some(Inline::new(Place::Heading));
            }
            Tag::BlockQuote(_) => {
                self.close_tight_item();
                self.quotes += 1;
                self.open.push(Open::Quote { span, blocks: Vec::new() });
            }
            Tag::List(start) => {
                self.close_tight_item();
                self.open.push(Open::List { span, list: List { start, items: Vec::new() } });
            }
            Tag::Item => {
                self.open.push(Open::Item { item: Item { span, passage: None, blocks: Vec::new() } });
            }
            Tag::CodeBlock(_) => {
                self.close_tight_item();
                self.open.push(Open::Code { span });
            }
            Tag::HtmlBlock => {
                self.close_tight_item();
                self.open.push(Open::Html { span });
            }
            Tag::Table(_) => {
                self.close_tight_item();
                self.open.push(Open::Table { span, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(Open::Table { rows, .. }) = self.open.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.inline = Some(Inline::new(Place::Cell)),
            Tag::Strong => {
                let inline = self.inline();
                inline.strong += 1;
                inline.strong_runs += usize::from(inline.strong == 1);
                inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
            }
            Tag::Emphasis | Tag::Strikethrough => {
                let inline = self.inline();
                inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
            }
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, dest_url.into_string(), span, false),
            Tag::Image { link_type, dest_url, .. } => self.start_link(link_type, dest_url.into_string(), span, true),
            Tag::Superscript
            | Tag::Subscript
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(span),
            TagEnd::Heading(level) => self.end_heading(level, span),
            TagEnd::BlockQuote(_) => {
                self.quotes -= 1;
                if let Some(Open::Quote { span, blocks }) = self.open.pop() {
                    self.block(Block { span, kind: BlockKind::Quote(blocks) });
                }
            }
            TagEnd::List(_) => {
                if let Some(Open::List { span, list }) = self.open.pop() {
                    self.block(Block { span: span.trim(self.masked), kind: BlockKind::List(list) });
                }
            }
            TagEnd::Item => {
                self.close_tight_item();
                if let Some(Open::Item { mut item }) = self.open.pop() {
                    item.span = item.span.trim(self.masked);
                    if let Some(Open::List { list, .. }) = self.open.last_mut() {
                        list.items.push(item);
                    }
                }
            }
            TagEnd::CodeBlock => {
                if let Some(Open::Code { span }) = self.open.pop() {
                    self.block(Block { span, kind: BlockKind::Code });
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(Open::Html { span }) = self.open.pop() {
                    self.html_block(span);
                }
            }
            TagEnd::Table => {
                if let Some(Open::Table { span, rows }) = self.open.pop() {
                    self.block(Block { span, kind: BlockKind::Table(rows) });
                }
            }
            TagEnd::TableCell => {
                if let Some(passage) = self.take_passage()
                    && let Some(Open::Table { rows, .. }) = self.open.last_mut()
                    && let Some(row) = rows.last_mut()
                {
                    row.push(passage);
                }
            }
            TagEnd::Strong => {
                let inline = self.inline();
                inline.strong = inline.strong.saturating_sub(1);
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    // --- prose ---

    /// The prose being gathered; in a tight list an item's words come without a paragraph.
    fn inline(&mut self) -> &mut Inline {
        let place = self.place_of_paragraph();
        self.inline.get_or_insert_with(|| Inline::new(place))
    }

    fn place_of_paragraph(&self) -> Place {
        match self.open.last() {
            Some(Open::Item { item }) if item.passage.is_none() && item.blocks.is_empty() => Place::Item,
            _ => Place::Paragraph,
        }
    }

    fn words(&mut self, words: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(words);
        }
        let (masks, text, masked) = (self.masks, self.text, self.masked);
        let inline = self.inline();
        inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
        inline.rendered.push_str(words);
        if inline.strong == 0 {
            inline.outside_strong.push_str(words);
        }
        if masked.get(span.range()) != Some(words) {
            inline.plain.push(words, span);
            return;
        }
        // Verbatim, but what a template overwrote is no word.
        let mut at = span.start;
        let first = masks.partition_point(|mask| mask.span.end <= span.start);
        for mask in masks[first..].iter().take_while(|mask| mask.span.start < span.end) {
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
    fn gap(&mut self, rendered: &str, span: Span) {
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(rendered);
        }
        let inline = self.inline();
        inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
        inline.rendered.push_str(rendered);
        inline.plain.push_gap(span);
    }

    fn inline_html(&mut self, span: Span) {
        let html = &self.text[span.range()];
        self.read_html(span);
        self.parsed.inline_html.push(span);
        if html.len() >= 3 && html[..3].eq_ignore_ascii_case("<br") {
            self.words(" ", span);
        } else {
            let inline = self.inline();
            inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
        }
    }

    fn take_passage(&mut self) -> Option<PassageId> {
        let inline = self.inline.take()?;
        Some(self.push_passage(inline.plain, inline.place, self.current))
    }

    fn push_passage(&mut self, plain: Plain, place: Place, section: SectionId) -> PassageId {
        let id = PassageId(self.parsed.passages.len());
        self.parsed.passages.push(Passage { plain, place, section, quoted: self.quotes > 0 });
        id
    }

    /// Ends the words of a tight item when a block follows or the item ends.
    fn close_tight_item(&mut self) {
        if self.inline.is_none() {
            return;
        }
        let span = self.inline.as_ref().and_then(|inline| inline.content).unwrap_or_default();
        self.end_paragraph(span);
    }

    fn end_paragraph(&mut self, span: Span) {
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

    // --- blocks and sections ---

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote { blocks, .. }) => blocks.push(block),
            Some(Open::Item { item }) => item.blocks.push(block),
            _ => self.parsed.sections[self.current.0].blocks.push(block),
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, span: Span) {
        let inline = self.inline.take().unwrap_or_else(|| Inline::new(Place::Heading));
        let span = span.trim(self.masked);
        let unspaced = self.unspaced.iter().find(|(offset, _)| *offset == span.start);
        let (level, style) = match unspaced {
            Some((_, level)) => (*level, HeadingStyle::Unspaced),
            None if self.masked[span.start..].trim_start().starts_with('#') => (level as u8, HeadingStyle::Atx),
            None => (level as u8, HeadingStyle::Setext),
        };
        if self.open.is_empty() {
            self.open_section(inline, span, level, style, None);
        } else {
            // A heading inside a list or a quote does not divide the page.
            let id = self.push_passage(inline.plain, Place::Heading, self.current);
            self.block(Block { span, kind: BlockKind::Paragraph(id) });
        }
    }

    /// One below the section around it; bold lines after each other stand side by side.
    fn level_of_bold_heading(&self) -> u8 {
        let mut section = &self.parsed.sections[self.current.0];
        while section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::Bold) {
            let Some(parent) = section.parent else { break };
            section = &self.parsed.sections[parent.0];
        }
        section.level + 1
    }

    fn open_section(&mut self, inline: Inline, span: Span, level: u8, style: HeadingStyle, id: Option<String>) {
        let section = SectionId(self.parsed.sections.len());
        let content = inline.content.unwrap_or(Span::empty(span.end)).trim(self.masked);
        let passage = self.push_passage(inline.plain, Place::Heading, section);
        let explicit_id = id.or_else(|| self.attribute_id(span));
        let heading =
            Heading { span, content, passage, style, rendered: inline.rendered.trim().to_owned(), explicit_id };
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

    /// The id of `## Words {#id}` or of `{: #id}` on the line below.
    fn attribute_id(&self, heading: Span) -> Option<String> {
        let line_end = self.text[heading.end..].find('\n').map_or(self.text.len(), |at| heading.end + at);
        let below = Span::new(line_end, self.text[line_end..].match_indices('\n').nth(1).map_or(self.text.len(), |(at, _)| line_end + at));
        self.masks
            .iter()
            .filter(|mask| mask.kind == MaskKind::Attribute)
            .find(|mask| {
                let on_line = Span::new(heading.start, line_end).covers(mask.span);
                on_line || (mask.alone && below.covers(mask.span))
            })
            .and_then(|mask| mask.id.clone())
    }

    fn html_block(&mut self, span: Span) {
        let text = self.text;
        let html = &text[span.range()];
        self.read_html(span);
        if html::is_comment(html) {
            self.block(Block { span: span.trim(text), kind: BlockKind::Comment });
            return;
        }
        let headings = html::headings(html, span.start);
        let only_headings = headings.iter().map(|heading| heading.span.len()).sum::<usize>() == html.trim().len();
        if self.open.is_empty() {
            for heading in headings {
                let mut inline = Inline::new(Place::Heading);
                inline.plain.push(&heading.text, heading.content);
                inline.rendered = heading.text;
                inline.content = Some(heading.content);
                self.open_section(inline, heading.span, heading.level, HeadingStyle::Html, heading.id);
            }
        }
        if !only_headings {
            self.block(Block { span: span.trim(text), kind: BlockKind::Html });
        }
    }

    fn read_html(&mut self, span: Span) {
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

    // --- links ---

    fn start_link(&mut self, link_type: LinkType, target: String, span: Span, image: bool) {
        let inline = self.inline();
        inline.content = Some(inline.content.map_or(span, |content| content.join(span)));
        let (kind, reference) = match link_type {
            _ if image => (LinkKind::Image, link_type != LinkType::Inline),
            LinkType::Inline => (LinkKind::Inline, false),
            LinkType::Autolink | LinkType::Email => (LinkKind::Autolink, false),
            _ => (LinkKind::Reference, true),
        };
        self.links.push(OpenLink { span, kind, target, text: String::new(), reference });
    }

    fn end_link(&mut self) {
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

    fn push_link(&mut self, mut link: Link) {
        link.templated = link.target_span.is_some_and(|span| {
            self.masks.iter().any(|mask| mask.kind.writes() && mask.span.overlaps(span))
        });
        self.parsed.links.push(link);
    }

    // --- the end ---

    fn finish(mut self) -> Parsed {
        self.close_tight_item();
        self.add_template_blocks();
        let end = self.text.len();
        let sections = &mut self.parsed.sections;
        for index in 0..sections.len() {
            let level = sections[index].level;
            let next = sections[index + 1..].iter().find(|later| index != 0 && later.level <= level);
            sections[index].span.end = next.map_or(end, |next| next.span.start);
        }
        self.parsed.links.sort_by_key(|link| link.span);
        self.parsed
    }

    /// Templates alone on their lines are blocks of the section they stand in.
    fn add_template_blocks(&mut self) {
        for mask in self.masks.iter().filter(|mask| mask.alone && mask.kind.writes()) {
            let sections = &mut self.parsed.sections;
            let at = sections.iter().rposition(|section| section.span.start <= mask.span.start).unwrap_or(0);
            sections[at].blocks.push(Block { span: mask.span, kind: BlockKind::Template });
            sections[at].blocks.sort_by_key(|block| block.span.start);
        }
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
