//! Items that a higher level repeats from a lower one.

use std::collections::HashMap;

use serde::Deserialize;

use crate::page::{Item, Page, Role, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::{Span, words};

/// Finds sections that repeat the items of an earlier section of the same role.
#[derive(Debug)]
pub(super) struct Repetition {
    fewest: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// How many items a section must repeat to be reported.
    fewest: usize,
}

impl Kind for Repetition {
    const NAME: &'static str = "repetition";
    const ABOUT: &'static str = "sections that repeat the items of an earlier section of the same role";
    const VALUES: &'static [ValueDoc] = &[
        ("section", "the heading of the section"),
        ("count", "how many items it repeats"),
        ("item", "the first of them"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { fewest: options.fewest.max(1) })
    }
}

impl Check for Repetition {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        let mut seen: HashMap<(&Role, String), Span> = HashMap::new();
        for (_, section) in page.sections() {
            let (Some(role), Some(heading)) = (section.role(), &section.heading) else { continue };
            let items = section.blocks.iter().filter_map(|block| block.list()).flat_map(|list| &list.items);
            let mut repeated: Vec<(Span, Span)> = Vec::new();
            let mut new: Vec<(String, Span)> = Vec::new();
            for (words, span) in items.filter_map(|item| words_of(page, item)) {
                match seen.get(&(role, words.clone())) {
                    Some(first) => repeated.push((span, *first)),
                    None => new.push((words, span)),
                }
            }
            seen.extend(new.into_iter().map(|(words, span)| ((role, words), span)));
            let Some((item, first)) = repeated.first().filter(|_| repeated.len() >= self.fewest) else { continue };
            findings
                .at(heading.content)
                .label(format!("repeats {} items", repeated.len()))
                .value("section", page.heading_words(heading))
                .value("count", repeated.len().to_string())
                .value("item", page.source().slice(*item))
                .related(*item, "stands above already")
                .related(*first, "here");
        }
    }
}

/// The words of an item, for comparison, and their place. Short items ("Ability to use GitLab") say the same everywhere.
fn words_of(page: &Page<'_>, item: &Item) -> Option<(String, Span)> {
    const FEWEST_WORDS: usize = 5;
    let plain = &page.passage(item.passage?).plain;
    let words: Vec<String> = words(plain.text()).map(str::to_lowercase).collect();
    (words.len() >= FEWEST_WORDS).then(|| (words.join(" "), plain.source()))
}
