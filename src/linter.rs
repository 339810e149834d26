//! The engine: a source in, an outcome out. No files (but through the site), no clock, no globals.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::page::{Language, Page, Vocabulary};
use crate::rule::Context;
use crate::ruleset::{ActiveRule, RuleSet};
use crate::site::{Resolutions, Site, Unknown};
use crate::text::Source;

/// Lints pages with one set of rules.
#[derive(Debug)]
pub struct Linter {
    vocabulary: Arc<Vocabulary>,
    rules: RuleSet,
    site: Arc<Site>,
    /// What the pages are written in, if the configuration says so.
    language: Option<Language>,
}

/// What linting a page gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was found, in the order of the page.
    pub diagnostics: Vec<Diagnostic>,
    /// Links that could not be checked, by the reason.
    pub unchecked_links: BTreeMap<Unknown, usize>,
    /// The page only lists other pages; no rule was run.
    pub is_listing: bool,
    /// The page is not in English; rules about words and headings were not run.
    pub other_language: bool,
    /// Findings that were left out because the page has more than anybody would read.
    pub left_out: usize,
}

/// The most findings of one page that are kept.
const MOST_FINDINGS: usize = 1_000;

impl Linter {
    /// A linter with these rules, for pages of this site.
    pub fn new(vocabulary: Arc<Vocabulary>, rules: RuleSet, site: Arc<Site>) -> Self {
        Self { vocabulary, rules, site, language: None }
    }

    /// The same for pages in this language, whatever they look like; none tells it from each page.
    #[must_use]
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// The rules in force.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The words for roles and stages.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The links of a page to other sites, for who asks them: URLs as the page has them, each once, in its order. None if
    /// no rule in force wants to know what they say.
    pub fn external_links(&self, source: &Source) -> Vec<String> {
        if !self.rules.rules().iter().any(|active| active.rule.check().asks_other_sites()) {
            return Vec::new();
        }
        let page = Page::skeleton(source);
        if page.is_listing() {
            return Vec::new();
        }
        let mut urls: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for link in page.links().iter().filter(|link| !link.templated && self.site.is_external(&link.target)) {
            if seen.insert(&link.target) {
                urls.push(link.target.clone());
            }
        }
        urls
    }

    /// Lints a page. Of more than a thousand findings the thousand most severe are kept, the others counted.
    pub fn lint(&self, source: &Source) -> Outcome {
        let mut outcome = self.lint_all(source);
        outcome.left_out = outcome.diagnostics.len().saturating_sub(MOST_FINDINGS);
        if outcome.left_out > 0 {
            // What is left out must never be what makes the run fail.
            outcome.diagnostics.sort_by_key(|found| Reverse(found.severity));
            outcome.diagnostics.truncate(MOST_FINDINGS);
            outcome.diagnostics.sort_by(by_place);
        }
        outcome
    }

    /// Lints a page and keeps all findings: a fix must not stop at the first thousand.
    pub(crate) fn lint_all(&self, source: &Source) -> Outcome {
        self.lint_page(&Page::parse(source, &self.vocabulary))
    }

    /// Lints a page that has been read with the [`vocabulary`](Self::vocabulary) of this linter, and keeps all findings.
    pub fn lint_page(&self, page: &Page<'_>) -> Outcome {
        if page.is_listing() {
            return Outcome { is_listing: true, ..Outcome::default() };
        }
        let links = Resolutions::new(&self.site, page);
        let sightings = self.rules.phrases().find(page);
        let (other_language, spelling) = match self.language.unwrap_or_else(|| page.language()) {
            Language::English(spelling) => (false, spelling),
            Language::Other => (true, None),
        };
        let mut diagnostics = Vec::new();
        for (ActiveRule { rule, severity }, mut sighting) in self.rules.rules().iter().zip(sightings) {
            if other_language && rule.check().reads_english() {
                continue;
            }
            sighting.hits.retain(|hit| rule.scope.includes(page, page.passage(hit.passage)));
            let context = Context {
                vocabulary: &self.vocabulary,
                scope: &rule.scope,
                sighting: &sighting,
                spelling,
                links: &links,
            };
            diagnostics.extend(rule.run(page, &context, *severity));
        }
        diagnostics.sort_by(by_place);
        diagnostics.dedup();
        Outcome { diagnostics, unchecked_links: links.unknown(), is_listing: false, other_language, left_out: 0 }
    }
}

fn by_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (a.primary.span, &a.rule).cmp(&(b.primary.span, &b.rule))
}
