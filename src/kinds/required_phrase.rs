//! Something that every page should say somewhere.

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Role, Section, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Pattern, Span};

/// Finds pages that say nothing of the kind in the parts that the rule reads.
#[derive(Debug)]
pub(super) struct RequiredPhrase {
    patterns: Vec<Pattern>,
    item: Option<String>,
    section: Option<Role>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Any of these satisfies the rule.
    patterns: OneOrMany<Pattern>,
    /// A list item that says it, offered as the first of the first list that the rule reads.
    #[serde(default)]
    item: Option<String>,
    /// The role of a section that says it: a page with one, or whose site puts it on every page, need not say it elsewhere.
    #[serde(default)]
    section: Option<Located<String>>,
}

impl Kind for RequiredPhrase {
    const NAME: &'static str = "required-phrase";
    const ABOUT: &'static str = "something that every page should say";
    const VALUES: &'static [ValueDoc] = &[("item", "a list item that says it")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let section = options.section.as_ref().map(|name| read_role("section", name, vocabulary)).transpose()?;
        Ok(Self { patterns: options.patterns.0, item: options.item, section })
    }
}

impl Check for RequiredPhrase {
    fn sections_for_draft(&self) -> Vec<Role> {
        self.section.iter().cloned().collect()
    }

    fn item_for_draft(&self) -> Option<&str> {
        self.item.as_deref()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let has_section = |role: &Role| {
            context.vocabulary.is_on_site(role) || page.sections().any(|(_, section)| section.has_role(role))
        };
        if self.section.as_ref().is_some_and(has_section) {
            return;
        }
        let says_it = |text: &str| self.patterns.iter().any(|pattern| pattern.regex().is_match(text));
        // Wherever the page says it, it says it: in another part, in a table, in an introduction.
        if page.has_block_templates() || page.passages().iter().any(|passage| says_it(passage.plain.text())) {
            return;
        }
        let read = page.passage_ids().filter(|(id, _)| context.reads(page, *id));
        let mut sections: Vec<_> = read.map(|(_, passage)| passage.section).collect();
        sections.dedup();
        // A page without the part that should say it lacks more than the phrase; another rule says so.
        if sections.is_empty() {
            return;
        }
        let first = sections.first().map(|id| page.section(*id));
        let place =
            first.and_then(|section| section.heading.as_ref()).map_or(page.title_span(), |heading| heading.content);
        let finding = findings.at(place);
        let Some(item) = &self.item else { return };
        finding.value("item", &**item);
        let list = sections.iter().find_map(|id| first_item(page.section(*id)));
        if let Some(first_item) = list {
            let mark = page.source().slice(first_item).chars().next().unwrap_or('-');
            finding.fix(Fix {
                title: format!("Add the item `{item}`"),
                edits: vec![Edit { span: Span::empty(first_item.start), replacement: format!("{mark} {item}\n") }],
                safety: Safety::Unsafe,
            });
        }
    }
}

/// The first item of a section's first bulleted list that begins at the margin.
fn first_item(section: &Section) -> Option<Span> {
    let list = section.blocks.iter().find_map(|block| block.list())?;
    let first = list.items.first().filter(|_| list.start.is_none())?;
    Some(first.span)
}
