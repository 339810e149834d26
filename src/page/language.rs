//! A crude and safe test for English.

use super::{Passage, Place};

/// The language of a page, as far as rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to tell.
    English,
    /// Surely another: rules about words and headings stay silent.
    Other,
}

/// Short words that no English text of some length goes without.
const COMMON: [&str; 20] = [
    "the", "and", "of", "to", "a", "in", "for", "with", "our", "you", "is", "are", "we", "your", "on", "that", "as",
    "will", "or", "this",
];

/// Below this number of words nothing is said.
const ENOUGH_WORDS: usize = 60;

/// The share of [`COMMON`] words below which a text is not English. English job pages have 20 to 40 percent, pages
/// in other European languages below 5 (`a`, `on`, `as` exist there too).
const LEAST_SHARE: f64 = 0.08;

/// Tells from the prose; headings and titles are too short and too alike across languages to count.
pub(super) fn detect(passages: &[Passage]) -> Language {
    let mut words = 0_usize;
    let mut common = 0_usize;
    for passage in passages {
        if matches!(passage.place, Place::Heading | Place::FrontMatter) {
            continue;
        }
        for word in crate::text::words(passage.plain.text()) {
            words += 1;
            common += usize::from(COMMON.iter().any(|known| word.eq_ignore_ascii_case(known)));
        }
        if words > 2_000 {
            break;
        }
    }
    let share = common as f64 / words.max(1) as f64;
    if words >= ENOUGH_WORDS && share < LEAST_SHARE { Language::Other } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::SectionId;
    use crate::text::{Plain, Span};

    fn language_of(text: &str) -> Language {
        let text = text.repeat(6);
        let passage = Passage {
            plain: Plain::of(&text, Span::new(0, text.len())),
            place: Place::Paragraph,
            section: SectionId::ROOT,
            quoted: false,
        };
        detect(&[passage])
    }

    #[test]
    fn tells_english_from_others() {
        let english = "You will work with the team on the tools that our customers use every day. ";
        let french = "Vous travaillez avec une équipe qui crée des outils pour les clients de la société. ";
        let german = "Du arbeitest mit einem Team an Werkzeugen, die unsere Kunden jeden Tag verwenden. ";
        assert_eq!(language_of(english), Language::English);
        assert_eq!(language_of(french), Language::Other);
        assert_eq!(language_of(german), Language::Other);
    }

    #[test]
    fn bare_english_lists_of_tools_are_not_called_foreign() {
        assert_eq!(language_of("Ruby, Rails, Go. "), Language::English);
    }
}
