//! Listed words and phrases, with what to write instead.

mod agreement;

use std::ops::Range;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Hit, Kind, OptionError, ValueDoc, sentence};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Pattern, Plain, Span};

use agreement::Agreement;

/// Finds listed phrases in the passages that the rule reads.
#[derive(Debug)]
pub(super) struct Phrase {
    terms: Vec<Term>,
    except: Vec<Except>,
    /// For each phrase handed to the shared search: the term it belongs to.
    owners: Vec<usize>,
    phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to find.
    terms: Vec<Term>,
    /// What to leave alone.
    #[serde(default)]
    except: Vec<Except>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Term {
    /// The phrases; case does not matter, `'` is any apostrophe, a space any white space.
    #[serde(rename = "match")]
    phrases: OneOrMany<Located<String>>,
    /// What to write instead, the best first.
    #[serde(default)]
    replace: OneOrMany<String>,
    /// Who may apply the replacement.
    #[serde(default = "display")]
    fix: Safety,
    /// For a pronoun that becomes "they": the verbs that are known, in their base form. The verb after it changes with it.
    #[serde(default)]
    agree: Vec<String>,
    /// What to do where the verb cannot be told.
    #[serde(default)]
    otherwise: Option<String>,
    /// Whether the case must be as written.
    #[serde(default)]
    exact_case: bool,
    /// What to leave alone, for this term.
    #[serde(default)]
    except: Vec<Except>,
}

fn display() -> Safety {
    Safety::Display
}

/// What silences a hit.
#[derive(Debug)]
enum Except {
    /// A longer phrase that the hit is part of.
    Phrase(String),
    /// A pattern whose match the hit is part of.
    Overlaps(Pattern),
    /// A pattern that matches anywhere in the same sentence.
    Sentence(Pattern),
    /// A person with a name in the passage or in the heading above it; these capitalized words are no names.
    NamedPerson { not: Vec<String> },
}

impl<'de> Deserialize<'de> for Except {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct Keys {
            overlaps: Option<Pattern>,
            sentence: Option<Pattern>,
            named_person: Option<NotNames>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct NotNames {
            not: Vec<String>,
        }
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Except;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a phrase, or a mapping with `overlaps`, `sentence` or `named-person`")
            }
            fn visit_str<E: de::Error>(self, phrase: &str) -> Result<Except, E> {
                Ok(Except::Phrase(phrase.to_lowercase()))
            }
            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Except, A::Error> {
                match Keys::deserialize(MapAccessDeserializer::new(access))? {
                    Keys { overlaps: Some(pattern), sentence: None, named_person: None } => {
                        Ok(Except::Overlaps(pattern))
                    }
                    Keys { overlaps: None, sentence: Some(pattern), named_person: None } => {
                        Ok(Except::Sentence(pattern))
                    }
                    Keys { overlaps: None, sentence: None, named_person: Some(NotNames { not }) } => {
                        Ok(Except::NamedPerson { not })
                    }
                    _ => Err(de::Error::custom("an exception has one of `overlaps`, `sentence`, `named-person`")),
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl Except {
    fn silences(&self, page: &Page<'_>, hit: &Hit) -> bool {
        let passage = page.passage(hit.passage);
        // What stands farther away than this has nothing to do with the words, and a page of one endless line would take
        // endless time.
        let plain = &passage.plain;
        let (text, hit) = window(plain.text(), &hit.range, MOST_BYTES_AROUND);
        let overlaps = |range: Range<usize>| range.start < hit.end && hit.start < range.end;
        match self {
            Except::Phrase(phrase) => {
                let lower = text.to_ascii_lowercase();
                lower.match_indices(phrase.as_str()).any(|(at, found)| overlaps(at..at + found.len()))
            }
            Except::Overlaps(pattern) => pattern.regex().find_iter(text).any(|found| overlaps(found.range())),
            Except::Sentence(pattern) => pattern.regex().is_match(sentence(text, hit.clone())),
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

/// How many bytes around a hit may silence it.
const MOST_BYTES_AROUND: usize = 1_000;

/// The part of `text` around `hit`, and the hit in it.
fn window<'t>(text: &'t str, hit: &Range<usize>, around: usize) -> (&'t str, Range<usize>) {
    let mut start = hit.start.saturating_sub(around);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (hit.end + around).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    (&text[start..end], hit.start - start..hit.end - start)
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

impl Kind for Phrase {
    const NAME: &'static str = "phrase";
    const ABOUT: &'static str = "listed words and phrases, with what to write instead";
    const VALUES: &'static [ValueDoc] = &[
        ("match", "the words as the page has them"),
        ("replacement", "what to write instead, in the case of the page"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let mut owners = Vec::new();
        let mut phrases = Vec::new();
        for (index, term) in options.terms.iter().enumerate() {
            for Located { value: phrase, span } in &term.phrases.0 {
                if phrase.trim().is_empty() {
                    return Err(OptionError::new("terms", "a phrase is empty: it would match everywhere", *span));
                }
                for variant in variants(phrase) {
                    owners.push(index);
                    phrases.push(variant);
                }
            }
        }
        Ok(Self { terms: options.terms, except: options.except, owners, phrases })
    }
}

/// The phrase, and with blanks around its slashes: people write `her/his` and `her / his`.
fn variants(phrase: &str) -> Vec<String> {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let spaced = phrase.replace('/', " / ");
    if spaced == phrase { vec![phrase] } else { vec![phrase, spaced] }
}

impl Check for Phrase {
    fn phrases(&self) -> Vec<String> {
        self.phrases.clone()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for hit in context.hits {
            let term = &self.terms[self.owners[hit.phrase]];
            let plain = &page.passage(hit.passage).plain;
            let found = &plain.text()[hit.range.clone()];
            let wrong_case = term.exact_case && !term.phrases.0.iter().any(|phrase| phrase.value == found);
            let excepted = self.except.iter().chain(&term.except).any(|except| except.silences(page, hit));
            if wrong_case || excepted {
                continue;
            }
            report(term, hit, plain, found, findings);
        }
    }
}

fn report(term: &Term, hit: &Hit, plain: &Plain, found: &str, findings: &mut Findings) {
    // What is right in one case alone is written in that case.
    let in_case = |word: &String| if term.exact_case { word.clone() } else { in_case_of(found, word) };
    let replacements: Vec<String> = term.replace.0.iter().map(in_case).collect();
    let span = plain.span(hit.range.clone());
    let finding = findings.at(span);
    finding.value("match", found).value("replacement", replacements.join("` or `"));
    let Some(replacement) = replacements.first() else { return };
    finding.label(format!("write `{replacement}`"));
    let agreement = if term.agree.is_empty() {
        Some(Agreement { edits: Vec::new(), is_sure: true })
    } else {
        // The verb is near.
        let (near, inner) = window(plain.text(), &hit.range, MOST_BYTES_AROUND);
        let found = agreement::of_they(near, inner.clone(), &term.agree);
        found.map(|agreement| agreement.shifted(hit.range.start - inner.start))
    };
    let is_sure = agreement.as_ref().is_some_and(|agreement| agreement.is_sure);
    if let Some(otherwise) = term.otherwise.as_ref().filter(|_| !is_sure) {
        finding.help(otherwise.as_str());
    }
    let verbs = agreement.iter().flat_map(|agreement| &agreement.edits);
    // Markup inside the words would be lost.
    if !verbs.clone().map(|(range, _)| range).chain([&hit.range]).all(|range| plain.is_contiguous(range.clone())) {
        return;
    }
    let verbs = verbs.map(|(range, verb)| Edit { span: plain.span(range.clone()), replacement: verb.clone() });
    let mut edits: Vec<Edit> = verbs.chain([Edit { span, replacement: replacement.clone() }]).collect();
    edits.sort_by_key(|edit| edit.span);
    finding.fix(Fix {
        title: format!("Replace `{found}` with `{replacement}`"),
        edits,
        safety: match &agreement {
            None => Safety::Display,
            Some(_) if !is_sure => term.fix.min(Safety::Unsafe),
            Some(_) => term.fix,
        },
    });
}

/// `word` with the capitals of `model`: `THEIR` for `HER/HIS`, `Their` for `Her/his`.
fn in_case_of(model: &str, word: &str) -> String {
    let letters = || model.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut characters = word.chars();
    match (letters().next(), characters.next()) {
        (Some(first), Some(start)) if first.is_uppercase() => start.to_uppercase().chain(characters).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_case_of, variants};

    #[test]
    fn replacements_keep_the_case() {
        assert_eq!(in_case_of("her/his", "their"), "their");
        assert_eq!(in_case_of("Her/his", "their"), "Their");
        assert_eq!(in_case_of("HER/HIS", "their"), "THEIR");
        assert_eq!(in_case_of("(S)he", "they"), "They");
    }

    #[test]
    fn slashes_may_stand_free() {
        assert_eq!(variants("her/his"), ["her/his", "her / his"]);
        assert_eq!(variants("his or  her"), ["his or her"]);
    }
}
