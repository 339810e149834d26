//! Words of two kinds on one page, and which of them there are more.

use std::ops::Range;

use serde::Deserialize;

use crate::page::{Page, PassageId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Pattern, words};

/// Finds pages on which words of one kind outweigh those of another.
#[derive(Debug)]
pub(super) struct Balance {
    /// The words of the one kind and those of the other.
    sides: [Words; 2],
    /// Where they may stand, side by side.
    patterns: [Pattern; 2],
    ignore: Vec<Pattern>,
    least: usize,
    times: f64,
    percent: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The words that should not outweigh the others.
    of: Side,
    /// The others.
    against: Side,
    /// A word that one of these overlaps counts for nothing.
    #[serde(default)]
    ignore: OneOrMany<Pattern>,
    /// Fewer words of the first kind are never reported.
    least: usize,
    /// How many times as many as of the second kind are reported.
    times: f64,
    /// How many of a hundred words of the page they must be.
    #[serde(default)]
    percent: f64,
}

/// The words of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    /// Words as they are.
    #[serde(default)]
    words: OneOrMany<Located<String>>,
    /// Beginnings of words.
    #[serde(default)]
    beginnings: OneOrMany<Located<String>>,
}

/// The words of one kind, in small letters and sorted.
#[derive(Debug)]
struct Words {
    whole: Vec<String>,
    beginnings: Vec<String>,
}

impl Words {
    fn have(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.whole.binary_search(&word).is_ok()
            || self.beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()))
    }
}

impl Side {
    fn words(&self) -> Words {
        let sorted = |words: &OneOrMany<Located<String>>| {
            let mut words: Vec<String> = words.0.iter().map(|word| word.value.to_lowercase()).collect();
            words.sort();
            words
        };
        Words { whole: sorted(&self.words), beginnings: sorted(&self.beginnings) }
    }

    /// All its words as one pattern, which tells where they may stand.
    fn pattern(&self, option: &'static str) -> Result<Pattern, OptionError> {
        let all = || self.words.0.iter().chain(&self.beginnings.0);
        let span = all().next().map_or_else(Default::default, |first| first.span);
        if let Some(empty) = all().find(|word| !word.value.contains(char::is_alphanumeric)) {
            return Err(OptionError::new(option, format!("`{}` is no word", empty.value), empty.span));
        }
        if all().next().is_none() {
            return Err(OptionError::new(option, "there are no words here: give `words` or `beginnings`", span));
        }
        let pattern = all().map(|word| format!(r"\b{}", regex::escape(&word.value))).collect::<Vec<_>>().join("|");
        Pattern::new_long(&pattern).map_err(|message| OptionError::new(option, message, span))
    }
}

impl Kind for Balance {
    const NAME: &'static str = "balance";
    const ABOUT: &'static str = "pages with more words of one kind than of another";
    const VALUES: &'static [ValueDoc] = &[
        ("count", "how many words of the first kind the page has"),
        ("against", "how many of the second kind"),
        ("percent", "how many of a hundred words are of the first kind"),
        ("words", "the most frequent words of the first kind"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self {
            patterns: [options.of.pattern("of")?, options.against.pattern("against")?],
            sides: [options.of.words(), options.against.words()],
            ignore: options.ignore.0,
            least: options.least,
            times: options.times,
            percent: options.percent,
        })
    }
}

impl Check for Balance {
    fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let mut found: [Vec<(PassageId, Range<usize>)>; 2] = [Vec::new(), Vec::new()];
        for (id, passage, sides) in context.candidates(page) {
            let text = passage.plain.text();
            for side in sides {
                found[side].extend(self.count(&self.sides[side], text).into_iter().map(|range| (id, range)));
            }
        }
        let [of, against] = found;
        if of.len() < self.least.max(1) || (of.len() as f64) < self.times * against.len() as f64 {
            return;
        }
        let read = page.passage_ids().filter(|(id, _)| context.reads(page, *id));
        let all: usize = read.map(|(_, passage)| words(passage.plain.text()).count()).sum();
        let percent = 100.0 * of.len() as f64 / all.max(1) as f64;
        if percent < self.percent {
            return;
        }
        let finding = findings.at(page.title_span());
        finding
            .value("count", of.len().to_string())
            .value("against", against.len().to_string())
            .value("percent", format!("{percent:.1}"))
            .value("words", frequent(page, &of));
        for (id, range) in of.iter().take(MOST_SHOWN) {
            finding.related(page.passage(*id).plain.span(range.clone()), "");
        }
    }
}

impl Balance {
    /// Where words of a side stand in a text. A hyphenated word counts as one if the side has it, else by its parts.
    fn count(&self, side: &Words, text: &str) -> Vec<Range<usize>> {
        let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let mut found = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
            if side.have(word) {
                found.push(offset(word)..offset(word) + word.len());
            } else if word.contains('-') {
                let parts = word.split('-').filter(|part| side.have(part));
                found.extend(parts.map(|part| offset(part)..offset(part) + part.len()));
            }
        }
        if !found.is_empty() {
            let ignored = self.ignore.iter().flat_map(|pattern| pattern.regex().find_iter(text));
            let ignored: Vec<Range<usize>> = ignored.map(|found| found.range()).collect();
            found.retain(|range| !ignored.iter().any(|other| other.start < range.end && range.start < other.end));
        }
        found
    }
}

/// How many of the words are shown where they stand.
const MOST_SHOWN: usize = 5;

/// The most frequent of the words, for the message.
fn frequent(page: &Page<'_>, found: &[(PassageId, Range<usize>)]) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (id, range) in found {
        let word = page.passage(*id).plain.text()[range.clone()].to_lowercase();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().take(MOST_SHOWN).map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
