//! All phrases and patterns of all rules in one pass over a page.

mod starts;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::page::{Page, PassageId};
use crate::text::{Pattern, folds_to_ascii, rarest_word};

use starts::Beginnings;

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

/// A phrase to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Its words, with one space between them.
    pub text: String,
    /// Whether the case must be as written.
    pub exact_case: bool,
}

/// What the index has seen of a page for one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Where the phrases of the check stand, in reading order.
    pub hits: Vec<Hit>,
    /// Where its patterns may match, passage by passage in reading order.
    pub candidates: Vec<Candidate>,
}

/// A passage in which a pattern may match: it has words without which it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The passage.
    pub passage: PassageId,
    /// Which pattern: the index in [`Check::patterns`](super::Check::patterns).
    pub pattern: usize,
}

/// The phrases and patterns of a set of rules, compiled. Its cost on a page does not grow with their number.
///
/// All are looked for by their rarest words, where a word starts: most words of a page cost one look. An automaton that goes
/// over every byte (Aho-Corasick) would hold more memory than the near caches have, and wait for it.
#[derive(Debug)]
pub struct PhraseIndex {
    beginnings: Beginnings,
    /// For each text that is sought: whose it is.
    owners: Vec<Vec<Owner>>,
    /// The patterns that may match anywhere, as rule and pattern.
    anywhere: Vec<(usize, usize)>,
    /// How many patterns each rule has, and the number of its first among all.
    first_pattern: Vec<usize>,
}

/// Whose a text that is sought is; the rule is told by its place in the set.
#[derive(Clone, Debug)]
enum Owner {
    /// A phrase, with what stands before its rarest word, in small letters, by which it is looked for, and its length in bytes.
    Phrase { rule: usize, phrase: usize, before: String, len: usize, exact: Option<String> },
    /// Words of a pattern.
    Pattern { rule: usize, pattern: usize },
}

impl PhraseIndex {
    /// Compiles the phrases and patterns of `rules`.
    pub fn new<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let mut texts: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
        let (mut anywhere, mut first_pattern) = (Vec::new(), vec![0]);
        for (rule, entry) in rules.into_iter().enumerate() {
            for (phrase, Sought { text, exact_case }) in entry.check().phrases().into_iter().enumerate() {
                let lower = text.to_ascii_lowercase();
                let (before, rest) = lower.split_at(rarest_word(&lower).unwrap_or(0));
                let (before, len, exact) = (before.to_owned(), text.len(), exact_case.then_some(text));
                let owner = Owner::Phrase { rule, phrase, before, len, exact };
                texts.entry(rest.to_owned()).or_default().push(owner);
            }
            let patterns = entry.check().patterns();
            for (pattern, words) in patterns.iter().map(Pattern::required_words).enumerate() {
                match words {
                    None => anywhere.push((rule, pattern)),
                    Some(words) => {
                        for word in words {
                            texts.entry(word).or_default().push(Owner::Pattern { rule, pattern });
                        }
                    }
                }
            }
            first_pattern.push(first_pattern[rule] + patterns.len());
        }
        let (texts, owners) = texts.into_iter().unzip();
        Self { beginnings: Beginnings::new(texts), owners, anywhere, first_pattern }
    }

    /// What each rule has on the page. Its hits come in reading order, the longest one first where two begin at the same
    /// place, and never one inside another of the same rule.
    pub fn find(&self, page: &Page<'_>) -> Vec<Sighting> {
        let mut sightings = vec![Sighting::default(); self.first_pattern.len() - 1];
        // The passage in which each pattern was last seen, by its index and one: it is noted once for each.
        let mut seen = vec![0; *self.first_pattern.last().unwrap_or(&0)];
        let mut note = |rule: usize, pattern: usize, id: PassageId, sightings: &mut Vec<Sighting>| {
            let last = &mut seen[self.first_pattern[rule] + pattern];
            if *last != id.index() + 1 {
                *last = id.index() + 1;
                sightings[rule].candidates.push(Candidate { passage: id, pattern });
            }
        };
        // Joined, for a search has to warm up, and passages are short.
        let joined = page.passages().iter().map(|passage| passage.plain.text()).collect::<Vec<_>>().join("\n");
        let mut found = Vec::new();
        self.beginnings.find(&joined.to_ascii_lowercase(), |start, text| found.push((start, text)));
        let mut found = found.into_iter().peekable();
        let mut begin = 0;
        for (id, passage) in page.passage_ids() {
            let text = passage.plain.text();
            let end = begin + text.len();
            self.anywhere.iter().for_each(|(rule, pattern)| note(*rule, *pattern, id, &mut sightings));
            while let Some((start, sought)) = found.next_if(|(start, _)| *start < end) {
                let start = start - begin;
                for owner in &self.owners[sought] {
                    match owner {
                        Owner::Pattern { rule, pattern } => note(*rule, *pattern, id, &mut sightings),
                        Owner::Phrase { rule, phrase, before, len, exact } => {
                            let Some(range) = start.checked_sub(before.len()).map(|begin| begin..begin + len) else {
                                continue;
                            };
                            // What is sought may go on into the next passage.
                            let Some(whole) = text.get(range.clone()) else { continue };
                            let is_meant = whole.as_bytes()[..before.len()].eq_ignore_ascii_case(before.as_bytes())
                                && exact.as_ref().is_none_or(|exact| whole == exact)
                                && is_whole(text, range.clone())
                                && !is_address(text, range.clone());
                            if is_meant {
                                sightings[*rule].hits.push(Hit { passage: id, range, phrase: *phrase });
                            }
                        }
                    }
                }
            }
            begin = end + 1;
        }
        if folds_to_ascii(&joined) {
            self.add_folded(page, &mut sightings);
        }
        for sighting in &mut sightings {
            drop_inner(&mut sighting.hits);
        }
        sightings
    }

    /// Every pattern may match where characters beyond ASCII stand for letters of ASCII.
    fn add_folded(&self, page: &Page<'_>, sightings: &mut [Sighting]) {
        for (id, _) in page.passage_ids().filter(|(_, passage)| folds_to_ascii(passage.plain.text())) {
            for (sighting, bounds) in sightings.iter_mut().zip(self.first_pattern.windows(2)) {
                let candidates = (0..bounds[1] - bounds[0]).map(|pattern| Candidate { passage: id, pattern });
                sighting.candidates.extend(candidates);
            }
        }
        for sighting in sightings {
            sighting.candidates.sort_by_key(|candidate| (candidate.passage, candidate.pattern));
            sighting.candidates.dedup();
        }
    }
}

/// Sorts hits and drops those that begin inside another.
fn drop_inner(hits: &mut Vec<Hit>) {
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
