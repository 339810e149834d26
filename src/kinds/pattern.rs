//! What a regular expression finds in the prose.

use serde::Deserialize;

use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::Pattern;
use crate::text::yaml::OneOrMany;

/// Finds what patterns match in the passages that the rule reads.
#[derive(Debug)]
pub(super) struct Patterns {
    patterns: Vec<Pattern>,
    except: Vec<Pattern>,
    once: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to find; a match of one inside that of another is not reported again.
    patterns: OneOrMany<Pattern>,
    /// A match that overlaps one of these is left alone.
    #[serde(default)]
    except: OneOrMany<Pattern>,
    /// Whether only the first match of a page is reported, with their number.
    #[serde(default)]
    once: bool,
}

impl Kind for Patterns {
    const NAME: &'static str = "pattern";
    const ABOUT: &'static str = "what a regular expression finds in the prose";
    const VALUES: &'static [ValueDoc] =
        &[("match", "the words as the page has them"), ("count", "how often the page has them, with `once`")];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { patterns: options.patterns.0, except: options.except.0, once: options.once })
    }
}

impl Check for Patterns {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let mut found = Vec::new();
        for (id, passage) in page.passage_ids().filter(|(id, _)| context.reads(page, *id)) {
            let text = passage.plain.text();
            let mut matches: Vec<_> = self
                .patterns
                .iter()
                .flat_map(|pattern| pattern.regex().find_iter(text))
                .map(|found| found.range())
                .collect();
            matches.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
            matches.dedup_by(|later, earlier| later.start < earlier.end);
            let mut excepted: Vec<_> = self
                .except
                .iter()
                .flat_map(|except| except.regex().find_iter(text))
                .map(|found| found.range())
                .collect();
            excepted.sort_by_key(|range| range.start);
            matches.retain(|range| {
                let before = excepted.partition_point(|except| except.start < range.end);
                // Exceptions are few and short: only the last ones that begin before the match can reach into it.
                let overlaps = excepted[before.saturating_sub(4)..before].iter().any(|except| except.end > range.start);
                range.start < range.end && !overlaps
            });
            found.extend(matches.into_iter().map(|range| (id, range)));
        }
        let count = found.len();
        let shown = if self.once { 1 } else { count };
        for (id, range) in found.into_iter().take(shown) {
            let plain = &page.passage(id).plain;
            findings
                .at(plain.span(range.clone()))
                .value("match", &plain.text()[range])
                .value("count", count.to_string());
        }
    }
}
