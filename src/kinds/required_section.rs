//! Sections that every page should have, told by what they are for.

use std::collections::HashMap;

use serde::Deserialize;

use crate::page::{Block, BlockKind, HeadingStyle, Page, Place, Role, Section, SectionId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::Plain;
use crate::text::yaml::{Located, OneOrMany};

/// Finds pages without a section of a required role.
#[derive(Debug)]
pub(super) struct RequiredSection {
    /// Each is satisfied by any of its roles.
    sections: Vec<Vec<Role>>,
    lenient: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The roles that a page must have; a list in the list names alternatives.
    sections: Vec<OneOrMany<Located<String>>>,
    /// Whether a page is let off that has a list or a paragraph of some length under a heading of unknown meaning, or no heading but its title (what
    /// is missing may be there by another name), that says next to nothing, or that is a career ladder.
    lenient: bool,
}

impl Kind for RequiredSection {
    const NAME: &'static str = "required-section";
    const ABOUT: &'static str = "sections that every page should have, whatever their heading says";
    const VALUES: &'static [ValueDoc] = &[("section", "the usual heading of the section that is missing")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let role = |name| read_role("sections", name, vocabulary);
        let sections = options.sections.iter().map(|any| any.0.iter().map(role).collect()).collect::<Result<_, _>>()?;
        Ok(Self { sections, lenient: options.lenient })
    }
}

impl Check for RequiredSection {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        // What a template puts on the page cannot be seen in the file.
        if page.has_block_templates() || (self.lenient && (may_have_other_names(page) || is_no_advert(page))) {
            return;
        }
        for roles in &self.sections {
            let Some(role) = roles.first() else { continue };
            if roles.iter().any(|role| context.vocabulary.is_on_site(role) || has_section(page, role)) {
                continue;
            }
            let title = context.vocabulary.role_title(role);
            let finding = findings.at(page.title_span());
            finding.label(format!("no {title} on this page")).value("section", title);
            if role.as_str() == Role::INTRO {
                finding.help("Begin the page with two or three sentences that say what the role is for.");
            }
        }
    }

    /// Of alternatives the first.
    fn sections_for_draft(&self) -> Vec<Role> {
        self.sections.iter().filter_map(|roles| roles.first()).cloned().collect()
    }
}

/// What is shorter may be a remark.
const FEWEST_WORDS: usize = 40;

fn word_count(plain: &Plain) -> usize {
    plain.text().split_whitespace().count()
}

/// Whether the page has lists, prose or all of its text where no heading says what they are.
fn may_have_other_names(page: &Page<'_>) -> bool {
    const FEWEST_ITEMS: usize = 3;
    let has_list = |section: &Section| {
        let lists = section.blocks.iter().filter_map(Block::list);
        lists.map(|list| list.items.len()).sum::<usize>() >= FEWEST_ITEMS
            || section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Html | BlockKind::Table(_)))
    };
    let mut words: HashMap<SectionId, usize> = HashMap::new();
    for passage in page.passages().iter().filter(|passage| passage.place == Place::Paragraph) {
        *words.entry(passage.section).or_insert(0) += word_count(&passage.plain);
    }
    let has_prose = |id: SectionId| words.get(&id).is_some_and(|words| *words >= FEWEST_WORDS);
    let is_unknown = |role: Option<&Role>| role.is_none_or(|role| role.as_str() == Role::INTRO);
    let unknown_list = page.sections().any(|(id, section)| {
        (is_unknown(page.role_at(id)) && has_list(section))
            || (section.level > 1 && section.heading.is_some() && is_unknown(section.role()) && has_prose(id))
    });
    let is_title = |section: &Section| {
        section.level == 1
            && !section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::FrontMatter)
    };
    unknown_list || page.sections().skip(1).all(|(_, section)| is_title(section))
}

/// A page that only points to another one, or that describes the levels of a career.
fn is_no_advert(page: &Page<'_>) -> bool {
    let words = page.passages().iter().map(|passage| word_count(&passage.plain)).sum::<usize>();
    let has_list = page.sections().any(|(_, section)| section.blocks.iter().any(|block| block.list().is_some()));
    let title = page.title().unwrap_or_default().trim().to_lowercase();
    let is_ladder =
        ["path", "pathway", "ladder", "levels", "framework", "matrix"].iter().any(|end| title.ends_with(end));
    (words < FEWEST_WORDS && !has_list) || is_ladder
}

/// Whether the page has a section of this role.
fn has_section(page: &Page<'_>, role: &Role) -> bool {
    page.sections().any(|(_, section)| section.has_role(role))
        || (role.as_str() == Role::INTRO && begins_with_prose(page))
}

/// A page may begin with a heading of its own wording ("Data team") and then say what the role is for.
fn begins_with_prose(page: &Page<'_>) -> bool {
    let first = page.sections().skip(1).take_while(|(_, section)| section.role.is_none());
    let root = page.section(SectionId::ROOT);
    std::iter::once(root)
        .chain(first.map(|(_, section)| section))
        .any(|section| section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Paragraph(_))))
}
