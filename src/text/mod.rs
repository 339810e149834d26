//! Text and places in it. Knows nothing of Markdown, rules or job pages.

mod disjoint;
mod lines;
mod pattern;
mod plain;
mod rarity;
mod sentence;
mod source;
mod span;
mod syllables;
pub mod yaml;

pub use disjoint::Disjoint;
pub use lines::{LineIndex, Position};
pub use pattern::Pattern;
pub(crate) use pattern::{built_in_regex, folds_to_ascii};
pub use plain::Plain;
pub(crate) use rarity::rarest_word;
pub use sentence::{first_sentence, sentence_around, sentences, window};
pub use source::{NotText, Source};
pub use span::Span;
pub use syllables::syllables;

/// The words of a text: letters and digits, without what stands between them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A number with its noun: "1 page", "2 pages"; "info" has no plural.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 || noun == "info" { format!("{count} {noun}") } else { format!("{count} {noun}s") }
}

/// The nearest of `candidates` to `word`, if one is near enough to be a slip of the hand. For words that somebody types:
/// keys, names of rules.
///
/// The measure is Jaro-Winkler with the threshold that clap uses for its own suggestions.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The nearest of `candidates` to `name`, for names of pages and headings, of which many begin alike: one that differs in
/// a few letters, or that goes on where the other ends (`site-reliability`, `site-reliability-engineer`).
pub fn nearest_name<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LEAST_LIKENESS: f64 = 0.75;
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(['-', '.']));
    candidates
        .into_iter()
        .filter(|candidate| !candidate.is_empty())
        .filter(|candidate| {
            // Of ASCII names of too different length this is known without comparing them.
            let (long, short) = (name.len().max(candidate.len()), name.len().min(candidate.len()));
            let may_be_alike = short as f64 >= LEAST_LIKENESS * long as f64;
            may_be_alike
                || !(name.is_ascii() && candidate.is_ascii())
                || goes_on(candidate, name)
                || goes_on(name, candidate)
        })
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, candidate)| {
            *likeness >= LEAST_LIKENESS || goes_on(candidate, name) || goes_on(name, candidate)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
