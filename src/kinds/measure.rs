//! Pages that are too long, too short or too hard to read, with the number in the message.

use serde::Deserialize;

use crate::page::{Page, PassageId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::{sentences, syllables, words};

/// Finds pages whose measure lies outside of some bounds.
#[derive(Debug)]
pub(super) struct Measure {
    options: Options,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    /// What is measured.
    of: Quantity,
    /// The most of it that is fine.
    #[serde(default)]
    most: Option<f64>,
    /// The fewest of it that is fine.
    #[serde(default)]
    fewest: Option<f64>,
    /// A page of fewer words is not measured.
    #[serde(default)]
    from_words: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Quantity {
    /// The words of the passages that the rule reads.
    Words,
    /// The years of school that it takes to read them, by the formula of Flesch and Kincaid.
    ReadingGrade,
}

impl Kind for Measure {
    const NAME: &'static str = "measure";
    const ABOUT: &'static str = "pages that are too long, too short or too hard to read";
    const VALUES: &'static [ValueDoc] = &[
        ("measured", "what was measured: a number of words, or a grade"),
        ("most", "the most that is fine"),
        ("fewest", "the fewest that is fine"),
        ("words", "the words of the page"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { options })
    }
}

/// A sentence with the number of its words.
struct Sentence {
    passage: PassageId,
    range: std::ops::Range<usize>,
    words: usize,
}

impl Check for Measure {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let mut all = Vec::new();
        let mut sum_of_syllables = 0;
        for (id, passage) in page.passage_ids().filter(|(id, _)| context.reads(page, *id)) {
            let text = passage.plain.text();
            // An item without a full stop is a sentence as well.
            for range in sentences(text) {
                let count = words(&text[range.clone()]).count();
                if count > 0 {
                    all.push(Sentence { passage: id, range: range.clone(), words: count });
                }
                if self.options.of == Quantity::ReadingGrade {
                    sum_of_syllables += words(&text[range]).map(syllables).sum::<usize>();
                }
            }
        }
        let sum_of_words: usize = all.iter().map(|sentence| sentence.words).sum();
        if sum_of_words < self.options.from_words.max(1) {
            return;
        }
        let (measured, shown) = match self.options.of {
            Quantity::Words => (sum_of_words as f64, sum_of_words.to_string()),
            Quantity::ReadingGrade => {
                let grade = grade(sum_of_words, all.len(), sum_of_syllables);
                (grade, format!("{grade:.1}"))
            }
        };
        let is_fine = self.options.most.is_none_or(|most| measured <= most)
            && self.options.fewest.is_none_or(|fewest| measured >= fewest);
        if is_fine {
            return;
        }
        let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        let finding = findings.at(page.title_span());
        finding
            .value("measured", shown)
            .value("most", bound(self.options.most))
            .value("fewest", bound(self.options.fewest))
            .value("words", sum_of_words.to_string());
        if self.options.of == Quantity::ReadingGrade {
            all.sort_by_key(|sentence| std::cmp::Reverse(sentence.words));
            for sentence in all.iter().take(MOST_SENTENCES_SHOWN) {
                let span = page.passage(sentence.passage).plain.span(sentence.range.clone());
                finding.related(page.source().first_line(span), format!("a sentence of {} words", sentence.words));
            }
        }
    }
}

/// How many of the longest sentences are shown.
const MOST_SENTENCES_SHOWN: usize = 3;

/// The grade of an American school whose pupils can read a text, after Kincaid, Fishburne, Rogers and Chissom: "Derivation of
/// new readability formulas for Navy enlisted personnel" (1975).
fn grade(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (words, sentences, syllables) = (words as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

#[cfg(test)]
mod tests {
    use super::grade;

    #[test]
    fn the_grade_is_that_of_the_formula() {
        // 100 words in 5 sentences with 150 syllables: 7.8 + 17.7 - 15.59.
        assert!((grade(100, 5, 150) - 9.91).abs() < 0.001);
    }
}
