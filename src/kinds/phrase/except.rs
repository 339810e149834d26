//! What silences a hit: where the same words mean something else.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::page::{LinkKind, Page, Role, Vocabulary};
use crate::rule::{Hit, OptionError, read_role};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Pattern, Span, sentence_around, window};

/// How many bytes around a hit may silence it. What stands farther away has nothing to do with the words, and a page of one
/// endless line would take endless time.
pub(super) const MOST_BYTES_AROUND: usize = 1_000;

/// What silences a hit.
#[derive(Debug)]
pub(super) enum Except {
    /// A longer phrase that the hit is part of, in small letters.
    Phrase(String),
    /// A pattern whose match the hit is part of.
    Overlaps(Pattern),
    /// A pattern that matches anywhere in the same sentence.
    Sentence(Pattern),
    /// A pattern that matches anywhere in the same item, paragraph, cell or heading.
    Passage(Pattern),
    /// A section of one of these roles around it.
    Sections(Vec<Role>),
    /// A link whose words the hit is part of.
    LinkText,
    /// A person with a name in the passage or in the heading above it; these capitalized words are no names.
    NamedPerson { not: Vec<String> },
}

/// An exception as written: a phrase, or one of the keys.
#[derive(Debug)]
pub(super) enum ExceptEntry {
    Phrase(String),
    Key(ExceptKey),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ExceptKey {
    /// See [`Except::Overlaps`].
    Overlaps(Pattern),
    /// See [`Except::Sentence`].
    Sentence(Pattern),
    /// See [`Except::Passage`].
    Passage(Pattern),
    /// See [`Except::Sections`].
    Role(OneOrMany<Located<String>>),
    /// See [`Except::LinkText`]; `true`.
    LinkText(bool),
    /// See [`Except::NamedPerson`].
    NamedPerson(NotNames),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotNames {
    not: Vec<String>,
}

impl<'de> Deserialize<'de> for ExceptEntry {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = ExceptEntry;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(
                    "a phrase, or one of `overlaps`, `sentence`, `passage`, `role`, `link-text` and `named-person`",
                )
            }
            fn visit_str<E: de::Error>(self, phrase: &str) -> Result<ExceptEntry, E> {
                Ok(ExceptEntry::Phrase(phrase.to_lowercase()))
            }
            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<ExceptEntry, A::Error> {
                ExceptKey::deserialize(MapAccessDeserializer::new(access)).map(ExceptEntry::Key)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl ExceptEntry {
    /// The exception, if its words are known; none for one that is switched off.
    pub(super) fn read(self, vocabulary: &Vocabulary) -> Result<Option<Except>, OptionError> {
        Ok(Some(match self {
            ExceptEntry::Phrase(phrase) => Except::Phrase(phrase),
            ExceptEntry::Key(ExceptKey::Overlaps(pattern)) => Except::Overlaps(pattern),
            ExceptEntry::Key(ExceptKey::Sentence(pattern)) => Except::Sentence(pattern),
            ExceptEntry::Key(ExceptKey::Passage(pattern)) => Except::Passage(pattern),
            ExceptEntry::Key(ExceptKey::Role(names)) => {
                let roles = names.0.iter().map(|name| read_role("except", name, vocabulary));
                Except::Sections(roles.collect::<Result<_, _>>()?)
            }
            ExceptEntry::Key(ExceptKey::LinkText(true)) => Except::LinkText,
            ExceptEntry::Key(ExceptKey::LinkText(false)) => return Ok(None),
            ExceptEntry::Key(ExceptKey::NamedPerson(NotNames { not })) => Except::NamedPerson { not },
        }))
    }
}

impl Except {
    /// Whether it silences `hit`.
    pub(super) fn silences(&self, page: &Page<'_>, hit: &Hit) -> bool {
        let passage = page.passage(hit.passage);
        let plain = &passage.plain;
        let (text, range) = window(plain.text(), &hit.range, MOST_BYTES_AROUND);
        let overlaps = |other: Range<usize>| other.start < range.end && range.start < other.end;
        match self {
            Except::Phrase(phrase) => {
                let lower = text.to_ascii_lowercase();
                lower.match_indices(phrase.as_str()).any(|(at, found)| overlaps(at..at + found.len()))
            }
            Except::Overlaps(pattern) => pattern.regex().find_iter(text).any(|found| overlaps(found.range())),
            Except::Sentence(pattern) => pattern.regex().is_match(&text[sentence_around(text, &range)]),
            Except::Passage(pattern) => pattern.regex().is_match(text),
            Except::Sections(roles) => page.role_at(passage.section).is_some_and(|role| roles.contains(role)),
            Except::LinkText => {
                let span = plain.span(hit.range.clone());
                let source = plain.source();
                // A link's words begin after its bracket.
                let links = page.links_in(Span::new(source.start.saturating_sub(1), source.end));
                links.iter().any(|link| link.kind != LinkKind::Image && link.span.covers(span))
            }
            Except::NamedPerson { not } => {
                let heading = page.section(passage.section).heading.as_ref();
                let heading = heading.map_or("", |heading| page.passage(heading.passage).plain.text());
                let source = plain.source();
                let has_profile = page
                    .links_in(Span::new(source.start.saturating_sub(1), source.end))
                    .iter()
                    .any(|link| is_profile(&link.target) && is_capitalized(&link.text));
                has_profile || names_person(text, not) || names_person(heading, not)
            }
        }
    }
}

/// Whether two capitalized words stand together that are neither the first of a sentence nor titles: "Ada Lovelace".
fn names_person(text: &str, not: &[String]) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        let word = word.strip_suffix("'s").unwrap_or(word);
        is_capitalized(word) && !not.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    // "Ada. Lovelace" are two sentences.
    words
        .windows(2)
        .any(|pair| is_name(pair[0]) && is_name(pair[1]) && !pair[0].ends_with(['.', ',', ':', ';', '!', '?']))
}

/// `Ada`, but not `ADA`, `ada` or `A`.
fn is_capitalized(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a link leads to what is said of one person.
fn is_profile(target: &str) -> bool {
    ["/team", "linkedin.com/in/", "twitter.com/", "github.com/", "gitlab.com/", "youtu"]
        .iter()
        .any(|part| target.contains(part))
}
