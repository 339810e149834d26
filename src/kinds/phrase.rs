//! Listed words and phrases, with what to write instead.

mod agreement;
mod except;

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Spelling, SpellingWords, Vocabulary};
use crate::rule::{Check, Context, Finding, Findings, Hit, Kind, OptionError, Sought, ValueDoc};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Plain, window};

use agreement::Agreement;
use except::{Except, ExceptEntry, MOST_BYTES_AROUND};

/// Finds listed phrases in the passages that the rule reads.
#[derive(Debug)]
pub(super) struct Phrase {
    terms: Vec<Term>,
    except: Vec<Except>,
    once: bool,
    /// For each phrase handed to the shared search: the term it belongs to.
    owners: Vec<usize>,
    phrases: Vec<Sought>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to find.
    terms: Vec<TermEntry>,
    /// What to leave alone.
    #[serde(default)]
    except: Vec<ExceptEntry>,
    /// Whether only the first phrase of a page is reported, with their number.
    #[serde(default)]
    once: bool,
}

#[derive(Debug)]
struct Term {
    entry: TermEntry,
    except: Vec<Except>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TermEntry {
    /// The phrases; case does not matter, `'` is any apostrophe, a space any white space, and British and American spelling
    /// are the same.
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
    except: Vec<ExceptEntry>,
}

fn display() -> Safety {
    Safety::Display
}

impl Kind for Phrase {
    const NAME: &'static str = "phrase";
    const ABOUT: &'static str = "listed words and phrases, with what to write instead";
    const VALUES: &'static [ValueDoc] = &[
        ("match", "the words as the page has them"),
        ("replacement", "what to write instead, in the case of the page"),
        ("count", "how many of its phrases the page has, with `once`"),
    ];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let read_all = |entries: Vec<ExceptEntry>| -> Result<Vec<Except>, OptionError> {
            entries.into_iter().filter_map(|entry| entry.read(vocabulary).transpose()).collect()
        };
        let (mut terms, mut owners, mut phrases) = (Vec::new(), Vec::new(), Vec::new());
        for mut entry in options.terms {
            for Located { value: phrase, span } in &entry.phrases.0 {
                if !phrase.contains(char::is_alphanumeric) {
                    let message = format!("`{phrase}` has no letter and no digit: a phrase is made of words");
                    return Err(OptionError::new("terms", message, *span));
                }
                for text in variants(phrase, vocabulary.spelling()) {
                    owners.push(terms.len());
                    phrases.push(Sought { text, exact_case: entry.exact_case });
                }
            }
            let except = read_all(std::mem::take(&mut entry.except))?;
            terms.push(Term { entry, except });
        }
        Ok(Self { terms, except: read_all(options.except)?, once: options.once, owners, phrases })
    }
}

/// The phrase, with blanks around its slashes (people write `her/his` and `her / his`), and in its other spelling.
fn variants(phrase: &str, spelling: &SpellingWords) -> Vec<String> {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let spaced = phrase.replace('/', " / ");
    let mut variants = if spaced == phrase { vec![phrase] } else { vec![phrase, spaced] };
    for other in [Spelling::British, Spelling::American] {
        let respelled = variants[0].as_str();
        variants.extend(spelling.respell(respelled, other));
    }
    variants
}

impl Check for Phrase {
    fn phrases(&self) -> Vec<Sought> {
        self.phrases.clone()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let is_meant = |hit: &&Hit| {
            let term = &self.terms[self.owners[hit.phrase]];
            !self.except.iter().chain(&term.except).any(|except| except.silences(page, hit))
        };
        let meant: Vec<&Hit> = context.sighting.hits.iter().filter(is_meant).collect();
        let shown = if self.once { 1 } else { meant.len() };
        for hit in meant.iter().take(shown) {
            let plain = &page.passage(hit.passage).plain;
            let finding = report(&self.terms[self.owners[hit.phrase]].entry, hit, plain, context, findings);
            finding.value("count", meant.len().to_string());
        }
    }
}

fn report<'f>(
    term: &TermEntry,
    hit: &Hit,
    plain: &Plain,
    context: &Context<'_>,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let found = &plain.text()[hit.range.clone()];
    // What is right in one case alone is written in that case.
    let in_case = |word: &String| {
        let respelled = context.spelling.and_then(|wanted| context.vocabulary.spelling().respell(word, wanted));
        let word = respelled.unwrap_or_else(|| word.clone());
        if term.exact_case { word } else { in_case_of(found, &word) }
    };
    let replacements: Vec<String> = term.replace.0.iter().map(in_case).collect();
    let span = plain.span(hit.range.clone());
    let finding = findings.at(span);
    finding.value("match", found).value("replacement", replacements.join("` or `"));
    let Some(replacement) = replacements.first() else { return finding };
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
        return finding;
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
    })
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
    use super::{SpellingWords, in_case_of, variants};

    #[test]
    fn replacements_keep_the_case() {
        assert_eq!(in_case_of("her/his", "their"), "their");
        assert_eq!(in_case_of("Her/his", "their"), "Their");
        assert_eq!(in_case_of("HER/HIS", "their"), "THEIR");
        assert_eq!(in_case_of("(S)he", "they"), "They");
    }

    #[test]
    fn slashes_may_stand_free() {
        let spelling = SpellingWords::default();
        assert_eq!(variants("her/his", &spelling), ["her/his", "her / his"]);
        assert_eq!(variants("his or  her", &spelling), ["his or her"]);
    }
}
