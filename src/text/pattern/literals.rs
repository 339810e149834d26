//! Words without which a pattern cannot match, so that most texts need not be searched for it at all.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::text::rarity::{rarest_word, rarity};

/// Shorter words stand in too many texts to be worth looking for, in bytes.
const SHORTEST: usize = 3;

/// More alternatives are not worth looking for.
const MOST: usize = 250;

/// Beginnings of words of which at least one stands, where a word starts, in every text that `pattern` matches, in any case
/// of ASCII letters. A word starts at a letter or digit behind anything but an ASCII letter or digit. None if nothing of the
/// kind is sure, or what is sure is too short or too much.
///
/// Beyond ASCII two characters are letters of ASCII in another case; see [`folds_to_ascii`].
pub(super) fn required(pattern: &str) -> Option<Vec<String>> {
    // In one case: a word in all its cases is too many literals.
    let hir = ParserBuilder::new().case_insensitive(false).build().parse(pattern).ok()?;
    best_of(&hir, false).map(|words| words.all)
}

/// Whether a text has a character beyond ASCII that a pattern which ignores case takes for a letter of ASCII: the long s or
/// the sign for kelvin.
pub(crate) fn folds_to_ascii(text: &str) -> bool {
    // One at a time: looking for one character is quick.
    !text.is_ascii() && (text.contains('\u{17f}') || text.contains('\u{212a}'))
}

/// Alternative words, of which the text has one.
struct Words {
    all: Vec<String>,
    /// That of the most common of them.
    rarity: usize,
}

impl Words {
    fn new(words: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(String::len);
        // What begins with another is found with that.
        let mut all: Vec<String> = Vec::new();
        for word in words {
            if !all.iter().any(|shorter| word.starts_with(shorter.as_str())) {
                all.push(word);
            }
        }
        let rarity = all.iter().map(|word| rarity(word)).min()?;
        (all.first()?.len() >= SHORTEST && all.len() <= MOST).then_some(Self { all, rarity })
    }

    /// Of the literals of a sequence, each from where a word is known to start in it; `at_start` tells whether one starts
    /// with the literal.
    fn of_seq(seq: &Seq, at_start: bool) -> Option<Self> {
        let words: Option<Vec<String>> =
            seq.literals()?.iter().map(|literal| rarest_from_a_start(literal.as_bytes(), at_start)).collect();
        Self::new(words?)
    }

    /// The better of two: the rarer, or of those that are rare enough the fewer.
    fn better(self, other: Self) -> Self {
        let rank = |words: &Self| (words.rarity.min(8), std::cmp::Reverse(words.all.len()));
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// What follows the rarest word of a literal that is known to start in it, up to what is not ASCII.
fn rarest_from_a_start(literal: &[u8], at_start: bool) -> Option<String> {
    let mut parts = literal.split(|byte| !byte.is_ascii());
    let first = parts.next().unwrap_or_default();
    // Behind what is not ASCII a word starts, and at the beginning, where that is known; else behind its first words.
    let skipped = if at_start { 0 } else { first.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count() };
    let parts = std::iter::once(&first[skipped..]).chain(parts);
    let texts = parts.filter_map(|part| {
        let text = String::from_utf8_lossy(part).to_ascii_lowercase();
        rarest_word(&text).map(|at| text[at..].to_owned())
    });
    texts.max_by_key(|text| rarity(text))
}

/// The best words of a part of a pattern; `at_start` tells whether a letter or digit that it begins with starts a word.
fn best_of(hir: &Hir, at_start: bool) -> Option<Words> {
    let begins = Words::of_seq(&Extractor::new().limit_total(MOST).extract(hir), at_start);
    let ends = Words::of_seq(&Extractor::new().kind(ExtractKind::Suffix).limit_total(MOST).extract(hir), false);
    let inside = match hir.kind() {
        HirKind::Capture(capture) => best_of(&capture.sub, at_start),
        HirKind::Repetition(repetition) if repetition.min > 0 => best_of(&repetition.sub, at_start),
        HirKind::Alternation(parts) => {
            let each: Option<Vec<Words>> = parts.iter().map(|part| best_of(part, at_start)).collect();
            each.and_then(|each| Words::new(each.into_iter().flat_map(|words| words.all)))
        }
        HirKind::Concat(parts) => {
            // All of them stand in the match: the best of one will do, or of one with what follows it.
            let mut best: Option<Words> = None;
            let mut starts = at_start;
            for (from, part) in parts.iter().enumerate() {
                let alone = best_of(part, starts);
                let rest = Hir::concat(parts[from..].to_vec());
                let followed = Words::of_seq(&Extractor::new().limit_total(MOST).extract(&rest), starts);
                best = best.into_iter().chain(alone).chain(followed).reduce(Words::better);
                starts = word_starts_behind(part, starts);
            }
            best
        }
        _ => None,
    };
    [begins, ends, inside].into_iter().flatten().reduce(Words::better)
}

/// Whether a letter or digit that follows the part starts a word; `before` tells the same of the place before the part.
fn word_starts_behind(hir: &Hir, before: bool) -> bool {
    match hir.kind() {
        HirKind::Empty => before,
        HirKind::Look(look) => {
            before || matches!(look, Look::WordUnicode | Look::WordAscii | Look::Start | Look::StartLF)
        }
        HirKind::Literal(literal) => literal.0.last().is_some_and(|last| !last.is_ascii_alphanumeric()),
        HirKind::Class(class) => !has_ascii_letter_or_digit(class),
        HirKind::Repetition(repetition) => (repetition.min > 0 || before) && word_starts_behind(&repetition.sub, false),
        HirKind::Capture(capture) => word_starts_behind(&capture.sub, before),
        HirKind::Concat(parts) => parts.iter().fold(before, |before, part| word_starts_behind(part, before)),
        HirKind::Alternation(parts) => parts.iter().all(|part| word_starts_behind(part, before)),
    }
}

fn has_ascii_letter_or_digit(class: &Class) -> bool {
    let covers = |byte: u8| match class {
        Class::Unicode(class) => {
            class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&char::from(byte)))
        }
        Class::Bytes(class) => class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&byte)),
    };
    (0..=0x7f_u8).filter(u8::is_ascii_alphanumeric).any(covers)
}

#[cfg(test)]
mod tests {
    use super::required;

    fn words(pattern: &str) -> Vec<String> {
        let mut words = required(pattern).unwrap_or_default();
        words.sort();
        words
    }

    #[test]
    fn every_match_has_one_of_them() {
        assert_eq!(words(r"\bninjas?\b"), ["ninja"]);
        assert_eq!(words(r"\bfast[- ]paced\b"), ["paced"]);
        assert_eq!(words(r"\b(work|perform)(s|ing)? (\w+ ){0,2}under (\w+ )?pressure\b"), ["pressure"]);
        assert_eq!(words(r"\b(no more than|at most) \d+ years? of experience\b"), ["most ", "than "]);
        assert_eq!(words(r"\b(?-i:SQL|Ruby)"), ["ruby", "sql"]);
        assert_eq!(words(r"(^| )(whale|steam)s?\b"), ["steam", "whale"]);
        assert_eq!(words(r"\bcafé"), ["caf"]);
        assert_eq!(words(r"-?the best( and)? brightest"), ["brightest"]);
    }

    #[test]
    fn where_nothing_is_sure_there_are_none() {
        // The last two match inside a word as well.
        for pattern in [r"\w+", r"\ba|ninja", r"(ninja)?", r"[A-Z]{3,}", r"é", r"ninja", r"\w*ninja"] {
            assert!(required(pattern).is_none(), "{pattern}");
        }
    }
}
