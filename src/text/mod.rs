//! Text and places in it. Knows nothing of Markdown, rules or job pages.

mod lines;
mod pattern;
mod plain;
mod source;
mod span;
pub mod yaml;

pub use lines::{LineIndex, Position};
pub use pattern::Pattern;
pub use plain::Plain;
pub use source::{NotText, Source};
pub use span::Span;

/// The nearest of `candidates` to `word`, if one is near enough to be a slip of the hand.
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
