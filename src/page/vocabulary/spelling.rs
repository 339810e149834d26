//! Words that British and American English spell in two ways.

use std::collections::HashMap;

use serde::Deserialize;

use super::super::Spelling;
use crate::text::yaml::{self, YamlError};

/// The words of `rules/vocabulary/spelling.yml`, in all their forms and small letters.
#[derive(Clone, Debug, Default)]
pub struct SpellingWords(HashMap<String, SpelledWord>);

/// A word that has another spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpelledWord {
    /// Whose spelling it is.
    pub spelling: Spelling,
    /// The other spelling, in small letters.
    pub other: String,
    /// Whether it is one of the words in -ise or -ize, of which Britain knows both.
    pub is_ise: bool,
    /// Whether it tells where its page comes from: `program` is written everywhere, `programme` is not.
    pub tells: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ise: Vec<String>,
    our: Vec<String>,
    words: Vec<[String; 2]>,
    british: Vec<[String; 2]>,
}

/// What follows `-is` and `-iz`.
const ENDINGS_OF_ISE: [&str; 11] =
    ["e", "es", "ed", "ing", "er", "ers", "ation", "ations", "ational", "ationally", "able"];

/// What follows `-our` and `-or`.
const ENDINGS_OF_OUR: [&str; 12] = ["", "s", "ed", "ing", "al", "ally", "able", "ably", "ful", "less", "hood", "hoods"];

impl SpellingWords {
    /// Reads the file.
    ///
    /// # Errors
    /// [`YamlError`] if it is of another form.
    pub(super) fn read(text: &str) -> Result<Self, YamlError> {
        let file: File = yaml::parse(text)?.read()?;
        let mut words = Self::default();
        for stem in &file.ise {
            for ending in ENDINGS_OF_ISE {
                words.add(&format!("{stem}is{ending}"), &format!("{stem}iz{ending}"), true, true);
            }
        }
        for stem in &file.our {
            for ending in ENDINGS_OF_OUR {
                words.add(&format!("{stem}our{ending}"), &format!("{stem}or{ending}"), false, true);
            }
        }
        for [british, american] in &file.words {
            words.add(british, american, false, true);
        }
        for [british, american] in &file.british {
            words.add(british, american, false, false);
        }
        Ok(words)
    }

    fn add(&mut self, british: &str, american: &str, is_ise: bool, american_tells: bool) {
        let word = |spelling, other: &str, tells| SpelledWord { spelling, other: other.to_owned(), is_ise, tells };
        self.0.insert(british.to_owned(), word(Spelling::British, american, true));
        self.0.insert(american.to_owned(), word(Spelling::American, british, american_tells));
    }

    /// All its words, in the order of the alphabet.
    pub fn words(&self) -> Vec<(&str, &SpelledWord)> {
        let mut words: Vec<(&str, &SpelledWord)> = self.0.iter().map(|(word, known)| (word.as_str(), known)).collect();
        words.sort_by_key(|(word, _)| *word);
        words
    }

    /// What is known of a word, in any case.
    pub fn get(&self, word: &str) -> Option<&SpelledWord> {
        // Most words of a page are in small letters and are no such words.
        self.0.get(word).or_else(|| {
            let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
            has_capital.then(|| self.0.get(&word.to_ascii_lowercase())).flatten()
        })
    }

    /// The text with its words in `spelling`, in small letters where they change; none if nothing changes.
    pub fn respell(&self, text: &str, spelling: Spelling) -> Option<String> {
        let mut changed = false;
        let mut respelled = String::with_capacity(text.len());
        for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            match self.get(word).filter(|known| known.spelling != spelling) {
                Some(known) => {
                    changed = true;
                    respelled.push_str(&known.other);
                    respelled.push_str(&part[word.len()..]);
                }
                None => respelled.push_str(part),
            }
        }
        changed.then_some(respelled)
    }
}

#[cfg(test)]
mod tests {
    use super::{Spelling, SpellingWords};

    #[test]
    fn words_are_known_in_all_their_forms() {
        let text = "ise: [organ]\nour: [behavi]\nwords:\n  - [centre, center]\nbritish:\n  - [programme, program]\n";
        let words = SpellingWords::read(text).expect("a file");
        assert_eq!(words.get("Organisational").expect("known").other, "organizational");
        assert_eq!(words.get("behavior").expect("known").spelling, Spelling::American);
        assert!(!words.get("program").expect("known").tells && words.get("programme").expect("known").tells);
        assert!(words.get("organ").is_none());
        let british = words.respell("a center of behavioral programs, organized", Spelling::British);
        assert_eq!(british.as_deref(), Some("a centre of behavioural programs, organised"));
        assert_eq!(words.respell("a programme", Spelling::British), None);
    }
}
