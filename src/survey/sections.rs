//! Which sections the pages have, and under which headings.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::page::{Page, Role, Vocabulary};
use crate::text::Source;

/// How often pages have sections of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionUse {
    /// The role.
    pub role: Role,
    /// On how many pages.
    pub pages: usize,
    /// The headings as they are written, with their number, the most frequent first.
    pub headings: Vec<(String, usize)>,
}

/// So many headings are kept for each role.
const MOST_HEADINGS: usize = 3;

/// Counts the sections of all pages, the most frequent first.
pub(super) fn count(pages: &[&Source], vocabulary: &Vocabulary) -> Vec<SectionUse> {
    let found: Vec<Vec<(Role, String)>> = pages.par_iter().map(|source| sections(source, vocabulary)).collect();
    let mut counts: BTreeMap<&Role, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for sections in &found {
        for role in sections.iter().map(|(role, _)| role).collect::<BTreeSet<_>>() {
            counts.entry(role).or_default().0 += 1;
        }
        for (role, heading) in sections.iter().filter(|(_, heading)| !heading.is_empty()) {
            *counts.entry(role).or_default().1.entry(heading).or_default() += 1;
        }
    }
    let uses = counts.into_iter().map(|(role, (pages, headings))| {
        let mut headings: Vec<_> = headings.into_iter().map(|(text, count)| (text.to_owned(), count)).collect();
        headings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        headings.truncate(MOST_HEADINGS);
        SectionUse { role: role.clone(), pages, headings }
    });
    let mut uses: Vec<SectionUse> = uses.collect();
    uses.sort_by_key(|section| std::cmp::Reverse(section.pages));
    uses
}

/// The role and the heading of every section of a page that has a role.
fn sections(source: &Source, vocabulary: &Vocabulary) -> Vec<(Role, String)> {
    let page = Page::parse(source, vocabulary);
    let sections = page.sections().filter_map(|(_, section)| {
        let recognition = section.role.as_ref()?;
        let heading = section.heading.as_ref().map(|heading| page.heading_words(heading));
        let roles = std::iter::once(&recognition.role).chain(&recognition.also);
        Some(roles.map(move |role| (role.clone(), heading.unwrap_or_default().to_owned())))
    });
    sections.flatten().collect()
}
