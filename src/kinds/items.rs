//! Lists of which some items say something that the list should not hold.

use serde::Deserialize;

use crate::page::{Page, PassageId, Place, SectionId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::OneOrMany;
use crate::text::{Pattern, Span, plural};

/// Finds sections with items that a pattern matches, and counts them.
#[derive(Debug)]
pub(super) struct Items {
    patterns: Vec<Pattern>,
    except: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What an item says that belongs elsewhere.
    patterns: OneOrMany<Pattern>,
    /// An item that one of these matches is left alone.
    #[serde(default)]
    except: OneOrMany<Pattern>,
}

impl Kind for Items {
    const NAME: &'static str = "items";
    const ABOUT: &'static str = "lists with items that belong into another section";
    const VALUES: &'static [ValueDoc] = &[
        ("match", "the words of the first such item"),
        ("section", "the heading of the section"),
        ("count", "how many items say so: 3 items"),
        ("items", "how many items the section has"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { patterns: options.patterns.0, except: options.except.0 })
    }
}

impl Check for Items {
    fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let mut found: Vec<(SectionId, PassageId, Span)> = Vec::new();
        for (id, passage, mut patterns) in context.candidates(page) {
            let text = passage.plain.text();
            let said = patterns.find_map(|pattern| self.patterns[pattern].regex().find(text));
            if let Some(said) = said.filter(|_| !self.except.iter().any(|except| except.regex().is_match(text))) {
                found.push((passage.section, id, passage.plain.span(said.range())));
            }
        }
        found.sort_by_key(|(section, id, _)| (*section, *id));
        for items in found.chunk_by(|a, b| a.0 == b.0) {
            let [(id, _, first), others @ ..] = items else { continue };
            let section = page.section(*id);
            let heading = section.heading.as_ref().map_or("", |heading| page.heading_words(heading));
            let is_item = |passage: &&crate::page::Passage| passage.section == *id && passage.place == Place::Item;
            let all = page.passages().iter().filter(is_item).count();
            let finding = findings.at(*first);
            finding
                .value("match", page.source().slice(*first))
                .value("section", heading)
                .value("count", plural(items.len(), "item"))
                .value("items", all.to_string());
            for (_, _, span) in others.iter().take(MOST_SHOWN) {
                finding.related(*span, "");
            }
        }
    }
}

/// How many of the other items are shown.
const MOST_SHOWN: usize = 4;
