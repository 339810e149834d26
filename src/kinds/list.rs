//! Lists that are too short or too long, sections that should be lists, items that should be links.

use serde::Deserialize;

use crate::page::{Block, BlockKind, List, Page, Role, Section, SectionId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::plural;
use crate::text::yaml::{Located, OneOrMany};

/// Finds lists of some sections that are not as a policy wants them.
#[derive(Debug)]
pub(super) struct Lists {
    sections: Vec<Role>,
    want: Want,
}

#[derive(Debug)]
enum Want {
    Length { fewest: usize, most: usize },
    List,
    Links,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The roles of the sections whose lists are looked at.
    sections: OneOrMany<Located<String>>,
    /// The fewest items of a list.
    #[serde(default)]
    fewest: Option<usize>,
    /// The most items of a list.
    #[serde(default)]
    most: Option<usize>,
    /// Whether the section should hold a list at all.
    #[serde(default)]
    required: bool,
    /// Whether every item should have a link.
    #[serde(default)]
    linked: bool,
}

impl Kind for Lists {
    const NAME: &'static str = "list";
    const ABOUT: &'static str = "lists that are too short or too long, missing, or without links";
    const VALUES: &'static [ValueDoc] = &[
        ("section", "the heading of the section"),
        ("count", "the number of items, or of items without a link"),
        ("fewest", "the fewest items that are wanted"),
        ("most", "the most items that are wanted"),
    ];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let role = |name| read_role("sections", name, vocabulary);
        let sections = options.sections.0.iter().map(role).collect::<Result<Vec<_>, _>>()?;
        let length = options.fewest.is_some() || options.most.is_some();
        let want = match (length, options.required, options.linked) {
            (true, false, false) => {
                Want::Length { fewest: options.fewest.unwrap_or(0), most: options.most.unwrap_or(usize::MAX) }
            }
            (false, true, false) => Want::List,
            (false, false, true) => Want::Links,
            _ => {
                let span = options.sections.0.first().map_or_else(Default::default, |first| first.span);
                let message = "say one thing: `fewest` and `most`, or `required: true`, or `linked: true`";
                return Err(OptionError::new("sections", message, span));
            }
        };
        Ok(Self { sections, want })
    }
}

impl Check for Lists {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for (id, section) in page.sections() {
            if section.role().is_some_and(|role| self.sections.contains(role)) {
                self.check_section(page, id, section, findings);
            }
        }
    }
}

impl Lists {
    fn check_section(&self, page: &Page<'_>, id: SectionId, section: &Section, findings: &mut Findings) {
        let Some(heading) = &section.heading else { return };
        let words = page.heading_words(heading);
        let lists: Vec<(&Block, &List)> =
            section.blocks.iter().filter_map(|block| Some((block, block.list()?))).collect();
        match self.want {
            Want::Length { fewest, most } => {
                let count: usize = lists.iter().map(|(_, list)| list.items.len()).sum();
                if lists.is_empty() || (fewest..=most).contains(&count) {
                    return;
                }
                let items = plural(count, "item");
                findings
                    .at(heading.content)
                    .label(&*items)
                    .value("section", words)
                    .value("count", &*items)
                    .value("fewest", fewest.to_string())
                    .value("most", most.to_string());
            }
            Want::List => {
                let only_prose = section.blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_)));
                if only_prose && section.children.is_empty() && section.has_content() && is_long(page, id) {
                    findings.at(heading.content).label("prose, but no list").value("section", words);
                }
            }
            Want::Links => {
                let unlinked: Vec<_> = lists
                    .iter()
                    .flat_map(|(_, list)| &list.items)
                    .filter(|item| page.links_in(item.span).is_empty())
                    .collect();
                if let Some(first) = unlinked.first() {
                    let first = first.passage.map_or(first.span, |passage| page.passage(passage).plain.source());
                    let count = unlinked.len().to_string();
                    findings.at(first).label("no link").value("section", words).value("count", count);
                }
            }
        }
    }
}

/// A sentence or two may say all there is to say ("Extends the requirements of the level below").
fn is_long(page: &Page<'_>, id: SectionId) -> bool {
    const FEWEST_WORDS: usize = 60;
    let words = page.passages().iter().filter(|passage| passage.section == id);
    words.map(|passage| passage.plain.text().split_whitespace().count()).sum::<usize>() >= FEWEST_WORDS
}
