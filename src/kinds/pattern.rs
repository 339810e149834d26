//! What a regular expression finds in the prose.

use std::ops::Range;

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
    fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let mut found = Vec::new();
        for (id, passage, patterns) in context.candidates(page) {
            let patterns = patterns.map(|pattern| &self.patterns[pattern]);
            found.extend(self.matches(patterns, passage.plain.text()).into_iter().map(|range| (id, range)));
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

impl Patterns {
    /// The matches of some patterns in a text that no exception overlaps, in its order; none inside another.
    fn matches<'p>(&self, patterns: impl Iterator<Item = &'p Pattern>, text: &str) -> Vec<Range<usize>> {
        let mut matches = ranges(patterns, text);
        matches.dedup_by(|later, earlier| later.start < earlier.end);
        if matches.is_empty() {
            return matches;
        }
        let excepted = ranges(self.except.iter(), text);
        // How far those reach that begin up to each one.
        let mut farthest = 0;
        let reach: Vec<usize> = excepted
            .iter()
            .map(|except| {
                farthest = farthest.max(except.end);
                farthest
            })
            .collect();
        matches.retain(|range| {
            let before = excepted.partition_point(|except| except.start < range.end);
            range.start < range.end && reach[..before].last().is_none_or(|reach| *reach <= range.start)
        });
        matches
    }
}

/// What the patterns match, by its start, the longest first.
fn ranges<'p>(patterns: impl Iterator<Item = &'p Pattern>, text: &str) -> Vec<Range<usize>> {
    let found = patterns.flat_map(|pattern| pattern.regex().find_iter(text));
    let mut ranges: Vec<_> = found.map(|found| found.range()).collect();
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    ranges
}
