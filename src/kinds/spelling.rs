//! British and American spelling on one page, or the one that the team does not write.

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, SpelledWord, Spelling as Variant, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, Sought, ValueDoc};
use crate::text::Span;

/// Finds words that are spelled in another way than the rest of the page, or than the configured `language`.
#[derive(Debug)]
pub(super) struct Spelling {
    /// The words that tell of their spelling.
    words: Vec<(String, SpelledWord)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for Spelling {
    const NAME: &'static str = "spelling";
    const ABOUT: &'static str = "British and American spelling on one page";
    const VALUES: &'static [ValueDoc] = &[
        ("match", "the word as the page has it"),
        ("replacement", "the word as the rest of the page, or the language in the configuration, spells it"),
        ("spelling", "whose spelling the word is: British or American"),
        ("other", "whose spelling is wanted: British or American"),
    ];
    type Options = Options;

    fn build(_options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let telling = vocabulary.spelling().words().into_iter().filter(|(_, known)| known.tells);
        Ok(Self { words: telling.map(|(word, known)| (word.to_owned(), known.clone())).collect() })
    }
}

/// A word of the page that has two spellings.
struct Word<'p> {
    text: &'p str,
    span: Span,
    known: &'p SpelledWord,
}

impl Word<'_> {
    fn is(&self, spelling: Variant) -> bool {
        self.known.spelling == spelling
    }

    /// "organize" beside "behaviour" is good British.
    fn is_oxford(&self) -> bool {
        self.known.is_ise && self.is(Variant::American)
    }
}

impl Check for Spelling {
    fn phrases(&self) -> Vec<Sought> {
        self.words.iter().map(|(word, _)| Sought { text: word.clone(), exact_case: false }).collect()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let words = self.words_of(page, context);
        let Some((wanted, ise)) = wanted(&words, context.spelling) else { return };
        for word in &words {
            if word.is(wanted) || (word.is_oxford() && !ise) {
                continue;
            }
            let replacement = in_case_of(word.text, &word.known.other);
            let finding = findings.at(word.span);
            finding
                .value("match", word.text)
                .value("replacement", &*replacement)
                .value("spelling", word.known.spelling.as_str())
                .value("other", wanted.as_str())
                .label(format!("{} spelling", word.known.spelling.as_str()));
            if context.spelling.is_none()
                && let Some(other) = words.iter().find(|other| other.is(wanted))
            {
                finding.related(other.span, format!("{} spelling", wanted.as_str()));
            }
            finding.fix(Fix {
                title: format!("Replace `{}` with `{replacement}`", word.text),
                edits: vec![Edit { span: word.span, replacement }],
                // A name is spelled as it is; whether it is one, only a reader can tell for sure.
                safety: Safety::Unsafe,
            });
        }
    }
}

impl Spelling {
    /// The words of the page that tell of their spelling, without names.
    fn words_of<'p>(&'p self, page: &'p Page<'_>, context: &Context<'_>) -> Vec<Word<'p>> {
        let hits = context.sighting.hits.iter();
        hits.filter_map(|hit| {
            let plain = &page.passage(hit.passage).plain;
            let (before, word) = (plain.text()[..hit.range.start].trim_end(), &plain.text()[hit.range.clone()]);
            // A capital inside a sentence makes a name of it: the World Health Organization.
            let begins_sentence = before.is_empty() || before.ends_with(['.', '!', '?', ':']);
            let is_name = word.starts_with(char::is_uppercase) && !begins_sentence;
            let known = &self.words[hit.phrase].1;
            (!is_name).then(|| Word { text: word, span: plain.span(hit.range.clone()), known })
        })
        .collect()
    }
}

/// The spelling that the page should have, and whether -ise is part of it; none if all is well.
fn wanted(words: &[Word<'_>], configured: Option<Variant>) -> Option<(Variant, bool)> {
    let count = |is: &dyn Fn(&&Word<'_>) -> bool| words.iter().filter(is).count();
    let oxford = count(&|word| word.is_oxford());
    let ise = count(&|word| word.known.is_ise && word.is(Variant::British));
    let british = count(&|word| word.is(Variant::British));
    let american = count(&|word| word.is(Variant::American) && !word.known.is_ise);
    match configured {
        Some(Variant::American) => Some((Variant::American, true)),
        Some(Variant::British) => Some((Variant::British, ise > 0)),
        None if british > 0 && american > 0 => {
            let is_british = british >= american + oxford;
            Some(if is_british { (Variant::British, ise > 0) } else { (Variant::American, true) })
        }
        None if ise > 0 && oxford > 0 => {
            // What else is British on the page decides; without that, what is more frequent.
            let is_british = british > ise || ise >= oxford;
            Some(if is_british { (Variant::British, true) } else { (Variant::American, true) })
        }
        None => None,
    }
}

/// The word with the capitals of `model`.
fn in_case_of(model: &str, word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if model.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}
