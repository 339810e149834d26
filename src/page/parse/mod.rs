//! Markdown events to sections, blocks and passages. The only user of pulldown-cmark.

mod links;
mod offsets;
mod prose;
mod sections;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::Span;

use super::front_matter::LongValue;
use super::{
    Block, BlockKind, Comment, Heading, Item, Link, LinkKind, List, Mask, Passage, PassageId, Place, Section,
    SectionId, UndefinedReference, mask,
};
use links::OpenLink;
use offsets::Offsets;
use prose::Inline;

/// What parsing gives; `Page` adds the rest.
pub(super) struct Parsed {
    pub(super) sections: Vec<Section>,
    pub(super) passages: Vec<Passage>,
    pub(super) links: Vec<Link>,
    pub(super) undefined: Vec<UndefinedReference>,
    pub(super) inner_headings: Vec<Heading>,
    pub(super) comments: Vec<Comment>,
    pub(super) ids: Vec<(String, Span)>,
    pub(super) inline_html: Vec<Span>,
}

/// What is wanted of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// All of it.
    All,
    /// Its headings and ids, for links from elsewhere: most of the time goes into the words of the others.
    Anchors,
}

/// Reads the prose of the front matter and the body of a page; `masked` is `text` with its templates overwritten.
pub(super) fn parse(
    text: &str,
    masked: &str,
    values: &[LongValue],
    body: usize,
    masks: &[Mask],
    unspaced: &[(usize, u8)],
    reads: Reads,
) -> Parsed {
    let mut reader = Reader {
        text,
        masked,
        masks,
        unspaced,
        reads,
        definitions: Vec::new(),
        parsed: Parsed {
            sections: vec![Section::new(None, 0, None, body)],
            passages: Vec::new(),
            links: Vec::new(),
            undefined: Vec::new(),
            inner_headings: Vec::new(),
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
    for value in values {
        let (text, offsets) = Offsets::dedent(text, value.span);
        reader.open_front_matter_section(value);
        reader.read(&text, &offsets);
        reader.current = SectionId::ROOT;
    }
    reader.read(&masked[body..], &Offsets::shift(body));
    reader.finish()
}

struct Reader<'t> {
    text: &'t str,
    masked: &'t str,
    masks: &'t [Mask],
    unspaced: &'t [(usize, u8)],
    reads: Reads,
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

impl Reader<'_> {
    fn read(&mut self, markdown: &str, offsets: &Offsets) {
        // Named one by one: a future option must be a decision. Metadata blocks are cut off by hand, see front_matter.rs.
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let mut undefined: Vec<UndefinedReference> = Vec::new();
        // A label alone (`[optional]`) is more often words in brackets than a link.
        let mut note = |link: BrokenLink<'_>| {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                let (span, label) = (offsets.place(link.span), link.reference.into_string());
                undefined.push(UndefinedReference { span, label });
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(markdown, options, Some(&mut note));
        let definitions = parser.reference_definitions().iter();
        self.definitions = definitions
            .map(|(_, definition)| (definition.dest.to_string(), offsets.place(definition.span.clone())))
            .collect();
        for (event, range) in parser.into_offset_iter() {
            self.event(event, offsets.place(range));
        }
        self.close_tight_item();
        // What a template is made of is no link.
        undefined.retain(|reference| mask::overlapping(self.masks, reference.span).next().is_none());
        self.parsed.undefined.extend(undefined);
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        if self.reads == Reads::Anchors && self.inline.is_none() && !is_about_anchors(&event) {
            // An id may stand anywhere.
            if matches!(event, Event::InlineHtml(_)) {
                self.read_html(span);
            }
            return;
        }
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
                inline.cover(span);
            }
            Tag::Emphasis | Tag::Strikethrough => {
                self.inline().cover(span);
            }
            Tag::Link { link_type, dest_url, .. } => {
                let (kind, reference) = match link_type {
                    LinkType::Inline => (LinkKind::Inline, false),
                    LinkType::Autolink | LinkType::Email => (LinkKind::Autolink, false),
                    _ => (LinkKind::Reference, true),
                };
                self.start_link(kind, dest_url.into_string(), span, reference);
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.start_link(LinkKind::Image, dest_url.into_string(), span, link_type != LinkType::Inline);
            }
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
            TagEnd::Heading(level) => self.end_heading(level as u8, span),
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
}

/// Whether an event outside of headings matters to where headings and ids stand.
fn is_about_anchors(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::CodeBlock(_) | Tag::HtmlBlock
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
        ),
        _ => false,
    }
}
