//! A crude and safe test for English.

use std::fmt;

use super::{FrontMatter, Passage, Place};

/// The language of a page, as far as rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to tell; with its spelling where somebody has said which.
    English(Option<Spelling>),
    /// Surely another: rules about words and headings stay silent.
    Other,
}

/// How English is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// "organisation", "behaviour"
    British,
    /// "organization", "behavior"
    American,
}

impl Spelling {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Spelling::British => "British",
            Spelling::American => "American",
        }
    }
}

impl Language {
    /// The language of a tag as BCP 47 has them: `en`, `en-GB`, `de`, `pt_BR`. None if it is no such tag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let first = parts.next().filter(|part| matches!(part.len(), 2 | 3))?;
        let all_plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if !all_plain || !first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        if !first.eq_ignore_ascii_case("en") {
            return Some(Self::Other);
        }
        let region = parts.find(|part| part.len() == 2).unwrap_or_default().to_ascii_uppercase();
        Some(Self::English(match region.as_str() {
            "GB" | "IE" | "AU" | "NZ" | "ZA" | "IN" => Some(Spelling::British),
            "US" => Some(Spelling::American),
            // Canada writes "behaviour" and "organize".
            _ => None,
        }))
    }
}

/// As a configuration names it.
impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Language::English(None) => "en",
            Language::English(Some(Spelling::British)) => "en-GB",
            Language::English(Some(Spelling::American)) => "en-US",
            Language::Other => "other than English",
        })
    }
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

/// What the page says of itself, or what its prose tells.
pub(super) fn of(front_matter: Option<&FrontMatter>, passages: &[Passage]) -> Language {
    // `language` is left out: pages of developers name those of programs by it.
    let declared = ["lang", "locale"].iter().find_map(|key| front_matter?.get(key)?.as_str());
    declared.and_then(Language::of_tag).unwrap_or_else(|| detect(passages))
}

/// Tells from the prose; headings and titles are too short and too alike across languages to count.
fn detect(passages: &[Passage]) -> Language {
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
    if words >= ENOUGH_WORDS && share < LEAST_SHARE { Language::Other } else { Language::English(None) }
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
        assert_eq!(language_of(english), Language::English(None));
        assert_eq!(language_of(french), Language::Other);
        assert_eq!(language_of(german), Language::Other);
    }

    #[test]
    fn bare_english_lists_of_tools_are_not_called_foreign() {
        assert_eq!(language_of("Ruby, Rails, Go. "), Language::English(None));
    }

    #[test]
    fn tags_name_languages() {
        for (tag, expected) in [
            ("en", Some(Language::English(None))),
            ("en-GB", Some(Language::English(Some(Spelling::British)))),
            ("EN_us", Some(Language::English(Some(Spelling::American)))),
            ("en-Latn-AU", Some(Language::English(Some(Spelling::British)))),
            ("de", Some(Language::Other)),
            ("pt_BR", Some(Language::Other)),
            ("english", None),
            ("", None),
            ("e?", None),
        ] {
            assert_eq!(Language::of_tag(tag), expected, "{tag}");
        }
    }
}
