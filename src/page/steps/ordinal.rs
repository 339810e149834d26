//! Ordinals in hiring steps: "a second interview".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Plain, Span, built_in_regex};

/// Which interview a step says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// 1 for "first".
    pub number: usize,
    /// Where the word stands.
    pub span: Span,
}

/// An ordinal that counts an interview: "third interview", "2nd round". "First of all" counts nothing.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th) (?:[\w-]+ ){0,2}(?:interview|round|call|meeting|conversation)s?\b";
    built_in_regex(pattern)
});

/// The ordinal in a sentence of the words of a step, if there is just one.
pub(super) fn find(plain: &Plain, sentence: Range<usize>) -> Option<Ordinal> {
    const WORDS: [[&str; 2]; 6] =
        [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"], ["fifth", "5th"], ["sixth", "6th"]];
    let start = sentence.start;
    let mut found = ORDINAL.captures_iter(&plain.text()[sentence]).filter_map(|captures| captures.get(1));
    let (word, None) = (found.next()?, found.next()) else { return None };
    let number =
        WORDS.iter().position(|words| words.iter().any(|known| known.eq_ignore_ascii_case(word.as_str())))? + 1;
    Some(Ordinal { number, span: plain.span(start + word.start()..start + word.end()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<usize> {
        find(&Plain::of(text, Span::new(0, text.len())), 0..text.len()).map(|ordinal| ordinal.number)
    }

    #[test]
    fn ordinals_count_interviews() {
        assert_eq!(number("Candidates will have a third interview with the VP"), Some(3));
        assert_eq!(number("2nd technical round"), Some(2));
        assert_eq!(number("First, candidates meet the team in an interview"), None);
        assert_eq!(number("A second interview, like the first interview"), None);
    }
}
