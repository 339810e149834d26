//! The section model of a job page: what rules read instead of Markdown.
//!
//! [`Page::parse`] reads a [`Source`] once: front matter, a tree of [`Section`]s with their roles, the prose as
//! [`Passage`]s, links, comments, and the hiring steps. Every part knows its bytes.

mod block;
mod comment;
mod front_matter;
mod heading;
mod html;
mod language;
mod lead_in;
mod link;
mod list_mark;
mod mask;
mod outline;
mod parse;
mod passage;
mod role;
mod section;
mod seniority;
mod stage;
mod steps;
mod vocabulary;

use crate::text::{Plain, Source, Span};

pub use block::{Block, BlockKind, Item, List};
pub use comment::Comment;
pub use front_matter::{FrontMatter, FrontMatterFormat};
pub use heading::{Heading, HeadingStyle};
pub use language::{Language, Spelling};
pub use link::{Link, LinkKind, UndefinedReference};
pub use list_mark::ListMark;
pub use mask::{Mask, MaskKind};
pub use outline::{Outline, OutlineMinutes, OutlineSection, OutlineStep, OutlineStepList, StepOutline};
pub use passage::{Passage, PassageId, Place};
pub use role::{How, Recognition, Role};
pub use section::{Section, SectionId};
pub use seniority::Seniority;
pub use stage::{Stage, StageOrder};
pub use steps::{Duration, Ordinal, Step, StepForm, StepList, Writing};
pub use vocabulary::{SpelledWord, SpellingWords, Vocabulary};

/// A job page, read.
#[derive(Debug)]
pub struct Page<'s> {
    source: &'s Source,
    front_matter: Option<FrontMatter>,
    sections: Vec<Section>,
    passages: Vec<Passage>,
    links: Vec<Link>,
    undefined: Vec<UndefinedReference>,
    inner_headings: Vec<Heading>,
    comments: Vec<Comment>,
    masks: Vec<Mask>,
    /// Ids set in HTML or by attributes, with their places.
    ids: Vec<(String, Span)>,
    /// HTML tags inside prose.
    inline_html: Vec<Span>,
    step_lists: Vec<StepList>,
    language: Language,
}

impl<'s> Page<'s> {
    /// Reads a page. Any text is a page: what cannot be read as Markdown is prose.
    pub fn parse(source: &'s Source, vocabulary: &Vocabulary) -> Self {
        let mut page = Self::skeleton(source);
        page.add_front_matter_passages();
        page.language = language::of(page.front_matter.as_ref(), &page.passages);
        role::recognize(&mut page, vocabulary);
        lead_in::split(&mut page, vocabulary);
        seniority::recognize(&mut page, &vocabulary.ladders);
        page.step_lists = steps::find(&page, vocabulary);
        page
    }

    /// Reads the sections, links and ids, and tells the meaning of none.
    pub fn skeleton(source: &'s Source) -> Self {
        Self::read(source, parse::Reads::All)
    }

    /// Reads the headings and ids alone: enough for the anchors of a page that others link to, in a part of the time.
    pub fn with_anchors_alone(source: &'s Source) -> Self {
        Self::read(source, parse::Reads::Anchors)
    }

    fn read(source: &'s Source, reads: parse::Reads) -> Self {
        let text = source.text();
        let (front_matter, body) = match reads {
            parse::Reads::All => front_matter::cut(text),
            parse::Reads::Anchors => (None, front_matter::body(text)),
        };
        let mask::Masked { text: masked, masks, unspaced } = mask::mask(text, body);
        let values = front_matter.as_ref().map(|matter| matter.long_values(text)).unwrap_or_default();
        let parsed = parse::parse(text, &masked, &values, body, &masks, &unspaced, reads);
        Page {
            source,
            front_matter,
            sections: parsed.sections,
            passages: parsed.passages,
            links: parsed.links,
            undefined: parsed.undefined,
            inner_headings: parsed.inner_headings,
            comments: parsed.comments,
            masks,
            ids: parsed.ids,
            inline_html: parsed.inline_html,
            step_lists: Vec::new(),
            language: Language::English(None),
        }
    }

    /// The text the page was read from.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// The front matter, if there is any.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.front_matter.as_ref()
    }

    /// All sections in the order of the page; the first is the root, which holds what stands before any heading.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = (SectionId, &Section)> {
        self.sections.iter().enumerate().map(|(index, section)| (SectionId(index), section))
    }

    /// One section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The section and all those it lies in, from the inside out.
    pub fn ancestors(&self, id: SectionId) -> impl Iterator<Item = (SectionId, &Section)> {
        std::iter::successors(Some(id), |id| self.section(*id).parent).map(|id| (id, self.section(id)))
    }

    /// The role of the section or of the nearest one around it that has one.
    pub fn role_at(&self, id: SectionId) -> Option<&Role> {
        self.ancestors(id).find_map(|(_, section)| section.role())
    }

    /// The prose of the page in reading order: headings, paragraphs, items, cells, and titles of the front matter.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The passages with their ids.
    pub fn passage_ids(&self) -> impl Iterator<Item = (PassageId, &Passage)> {
        self.passages.iter().enumerate().map(|(index, passage)| (PassageId(index), passage))
    }

    /// One passage.
    pub fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id.0]
    }

    /// The words of a heading without its markup and the blanks around them.
    pub fn heading_words(&self, heading: &Heading) -> &str {
        self.passage(heading.passage).plain.text().trim()
    }

    /// The links and images of the page.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All headings in the order of the page, also those inside lists and quotes, which open no section.
    pub fn headings(&self) -> Vec<&Heading> {
        let of_sections = self.sections.iter().filter_map(|section| section.heading.as_ref());
        let mut headings: Vec<&Heading> = of_sections.chain(&self.inner_headings).collect();
        headings.sort_by_key(|heading| heading.span);
        headings
    }

    /// References whose label is not defined, in the order of the page.
    pub fn undefined_references(&self) -> &[UndefinedReference] {
        &self.undefined
    }

    /// The links that begin within `span`.
    pub fn links_in(&self, span: Span) -> &[Link] {
        let first = self.links.partition_point(|link| link.span.start < span.start);
        let end = self.links.partition_point(|link| link.span.start < span.end);
        &self.links[first..end.max(first)]
    }

    /// The HTML comments of the page.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Templates and attributes that are no Markdown, by their place.
    pub fn masks(&self) -> &[Mask] {
        &self.masks
    }

    /// Ids that HTML elements or attributes set, with their places.
    pub fn ids(&self) -> &[(String, Span)] {
        &self.ids
    }

    /// HTML tags inside prose.
    pub fn inline_html(&self) -> &[Span] {
        &self.inline_html
    }

    /// The hiring steps, list by list.
    pub fn step_lists(&self) -> &[StepList] {
        &self.step_lists
    }

    /// The language of the prose, as far as it matters: English or another.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a template writes part of the page, so that what is missing in the file may be on the site.
    pub fn has_templates(&self) -> bool {
        self.masks.iter().any(|mask| mask.kind.writes())
    }

    /// Whether a template may put whole blocks, headings among them, on the page.
    pub fn has_block_templates(&self) -> bool {
        self.masks.iter().any(|mask| mask.alone && mask.kind.writes())
    }

    /// Whether the page only lists others: an index without a section of its own that says anything of a job.
    pub fn is_listing(&self) -> bool {
        let file = self.source.name().rsplit('/').next().unwrap_or_default();
        let named_index = ["index.", "_index.", "README.", "readme."].iter().any(|stem| file.starts_with(stem));
        if !named_index {
            return false;
        }
        // A link's words begin after its bracket.
        let is_link = |span: Span| {
            self.links_in(Span::new(span.start.saturating_sub(2), span.end)).iter().any(|link| link.span.covers(span))
        };
        let says_something = self.passages.iter().any(|passage| match passage.place {
            Place::Paragraph | Place::Item | Place::Cell => {
                !passage.plain.is_blank() && !is_link(passage.plain.source())
            }
            Place::Heading | Place::FrontMatter => false,
        });
        let mut roles = self.sections.iter().filter_map(|section| section.role.as_ref());
        !says_something && roles.all(|role| role.how == How::Position)
    }

    /// Where a finding about the page as a whole is shown: the title in the front matter, the first heading, or the
    /// first line.
    pub fn title_span(&self) -> Span {
        if let Some(title) = self.front_matter.as_ref().and_then(|front_matter| front_matter.get("title")) {
            return title.span;
        }
        if let Some(heading) = self.title_heading() {
            return heading.content;
        }
        let text = self.source.text();
        let first = text.find(|c: char| !c.is_whitespace() && c != '\u{feff}').unwrap_or(0);
        self.source.first_line(Span::new(first, text.len()))
    }

    /// The title in words, for people: of the front matter or the first heading.
    pub fn title(&self) -> Option<&str> {
        let of_front_matter = self.front_matter.as_ref().and_then(|matter| matter.get("title")?.as_str());
        of_front_matter.or_else(|| Some(self.passage(self.title_heading()?.passage).plain.text()))
    }

    /// The first heading, unless it is that of a section: "Responsibilities" is no title.
    fn title_heading(&self) -> Option<&Heading> {
        let is_key = |section: &&Section| {
            section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::FrontMatter)
        };
        let first = self.sections.iter().skip(1).find(|section| !is_key(section))?;
        let is_title = first.role.as_ref().is_none_or(|recognition| recognition.how == How::Position);
        first.heading.as_ref().filter(|_| is_title)
    }

    /// Front matter is data, but these values are read by people.
    fn add_front_matter_passages(&mut self) {
        const READ_BY_PEOPLE: [&str; 13] = [
            "title",
            "description",
            "summary",
            "subtitle",
            "excerpt",
            "intro",
            "tagline",
            "teaser",
            "job_title",
            "jobtitle",
            "jobTitle",
            "position",
            "role",
        ];
        let Some(front_matter) = &self.front_matter else { return };
        let headings = self.sections.iter().filter_map(|section| section.heading.as_ref());
        let section_keys: Vec<Span> = headings.map(|heading| heading.span).collect();
        for entry in front_matter.entries() {
            let Some(value) = entry.value.as_str() else { continue };
            // What is long enough to be prose is a section already.
            if section_keys.contains(&entry.key_span) || !READ_BY_PEOPLE.contains(&entry.key.as_str()) {
                continue;
            }
            // An escaped or folded value maps as a whole, one written as it reads maps byte by byte.
            let whole = entry.value.span;
            let written = self.source.slice(whole);
            let plain = match written.find(value) {
                Some(at) => Plain::of(value, Span::new(whole.start + at, whole.start + at + value.len())),
                None => Plain::of(value, whole),
            };
            self.passages.push(Passage { plain, place: Place::FrontMatter, section: SectionId::ROOT, quoted: false });
        }
    }
}
