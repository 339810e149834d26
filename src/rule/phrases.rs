//! All phrases of all rules in one pass over a page.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::page::{Page, PassageId};

use super::Rule;

/// A phrase of a rule that stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The passage.
    pub passage: PassageId,
    /// Where in the plain text of the passage, in bytes.
    pub range: Range<usize>,
    /// Which phrase: the index in [`Check::phrases`](super::Check::phrases).
    pub phrase: usize,
}

/// The phrases of a set of rules, compiled. Its cost on a page does not grow with their number.
#[derive(Debug)]
pub struct PhraseIndex {
    automaton: AhoCorasick,
    /// For each pattern: the rule, by its place in the set, and the phrase.
    owners: Vec<(usize, usize)>,
    rules: usize,
}

impl PhraseIndex {
    /// Compiles the phrases of `rules`.
    pub fn new<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let mut owners = Vec::new();
        let mut patterns = Vec::new();
        let mut count = 0;
        for (rule, entry) in rules.into_iter().enumerate() {
            for (phrase, pattern) in entry.check().phrases().into_iter().enumerate() {
                owners.push((rule, phrase));
                patterns.push(pattern);
            }
            count = rule + 1;
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // All matches, also those inside each other: a longer one may fail the word test and hide a shorter one.
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&patterns)
            // Only a set of more than four billion states fails; rule files are limited to a megabyte each.
            .expect("phrases from rule files of limited size make an automaton");
        Self { automaton, owners, rules: count }
    }

    /// Where the phrases of each rule stand on the page, in reading order, the longest one first where two begin at
    /// the same place, and never one inside another of the same rule.
    pub fn find(&self, page: &Page<'_>) -> Vec<Vec<Hit>> {
        let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); self.rules];
        if self.owners.is_empty() {
            return hits;
        }
        for (id, passage) in page.passage_ids() {
            let text = passage.plain.text();
            for found in self.automaton.find_overlapping_iter(text) {
                if is_whole(text, found.range()) && !is_address(text, found.range()) {
                    let (rule, phrase) = self.owners[found.pattern().as_usize()];
                    hits[rule].push(Hit { passage: id, range: found.range(), phrase });
                }
            }
        }
        for hits in &mut hits {
            hits.sort_by_key(|hit| (hit.passage, hit.range.start, std::cmp::Reverse(hit.range.end)));
            let mut end = (PassageId::default(), 0);
            hits.retain(|hit| {
                let free = (hit.passage, hit.range.start) >= end;
                if free {
                    end = (hit.passage, hit.range.end);
                }
                free
            });
        }
        hits
    }
}

/// Whether `range` begins and ends with the words of the text.
///
/// A hyphen and a slash end a word (`rockstar-level`, `guys/girls`), an apostrophe does not (`he'll`) unless it is
/// a possessive (`chairman's`), and a dot, an underscore or an at sign between letters holds them together.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let phrase = &text[range.clone()];
    let begins = phrase.starts_with(|c: char| !is_word(c)) || !joins_before(&text[..range.start]);
    let ends = phrase.ends_with(|c: char| !is_word(c)) || !joins_after(&text[range.end..]);
    begins && ends
}

/// A letter, a digit, or a mark that changes the letter before it: a decomposed `ö` is `o` and a mark.
fn is_word(character: char) -> bool {
    const MARKS: [std::ops::RangeInclusive<char>; 5] = [
        '\u{300}'..='\u{36f}',
        '\u{1ab0}'..='\u{1aff}',
        '\u{1dc0}'..='\u{1dff}',
        '\u{20d0}'..='\u{20ff}',
        '\u{fe20}'..='\u{fe2f}',
    ];
    character.is_alphanumeric() || MARKS.iter().any(|marks| marks.contains(&character))
}

fn joins_before(before: &str) -> bool {
    let mut characters = before.chars().rev();
    match characters.next() {
        Some(last) if is_word(last) => true,
        Some('.' | '_' | '@' | '\'') => characters.next().is_some_and(is_word),
        _ => false,
    }
}

fn joins_after(after: &str) -> bool {
    let mut characters = after.chars();
    match characters.next() {
        Some(first) if is_word(first) => true,
        Some('\'') => {
            let rest = characters.as_str();
            let possessive = rest.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(is_word));
            rest.starts_with(is_word) && !possessive
        }
        Some('.' | '_' | '@') => characters.next().is_some_and(is_word),
        _ => false,
    }
}

/// Whether `range` lies in a URL or a mail address that stands in the prose.
fn is_address(text: &str, range: Range<usize>) -> bool {
    let start = text[..range.start].rfind(' ').map_or(0, |space| space + 1);
    let end = text[range.end..].find(' ').map_or(text.len(), |space| range.end + space);
    // No address is as long; a page of one endless word would take endless time.
    if end - start > 2_000 {
        return false;
    }
    let token = &text[start..end];
    token.contains("://") || token.contains("www.") || (token.contains('@') && !token.starts_with('@'))
}

/// The sentence around `range`, for exceptions.
pub(crate) fn sentence(text: &str, range: Range<usize>) -> &str {
    let start = text[..range.start].rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    let end = text[range.end..].find(['.', '!', '?']).map_or(text.len(), |at| range.end + at);
    text[start..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str, phrase: &str) -> bool {
        let at = text.find(phrase).expect("in the text");
        is_whole(text, at..at + phrase.len())
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(whole("a ninja.", "ninja"));
        assert!(whole("ninja-level", "ninja"));
        assert!(whole("guys/girls", "guys"));
        assert!(whole("the chairman's desk", "chairman"));
        assert!(whole("(s)he", "(s)he"));
        assert!(!whole("ninjas", "ninja"));
        assert!(!whole("he'll go", "he"));
        assert!(!whole("ninja.io", "ninja"));
        assert!(!whole("bénin", "nin"));
        assert!(!whole("Ho\u{308}he", "he"));
    }

    #[test]
    fn addresses_are_not_prose() {
        let text = "see https://x.example/ninja-jobs or ninja@x.example";
        assert!(is_address(text, 22..27));
        assert!(is_address(text, text.len() - 15..text.len() - 10));
        assert!(!is_address("a ninja", 2..7));
    }
}
