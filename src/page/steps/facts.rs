//! What a step says of itself: its stage, whom candidates meet, whether it may be left out.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Plain, Span, built_in_regex};

use super::super::Vocabulary;
use super::{Step, duration, ordinal};

/// Whom candidates meet: what follows "with" or "by", up to where the sentence goes on to something else.
static WHO: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:with|by|meet|meets)\s+(.{2,100}?)\s*(?:[.,;:()]|\s(?:to|who|whose|about|for|focused|focusing|via|at|in order|and then|as|during|on|where|which|that|will|lasting)\b|$)";
    built_in_regex(pattern)
});

static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:optional(?:ly)?|(?:may|might) (?:also |then |next )?(?:be|choose|have|include|need|meet|interview|conduct)|can also be|if (?:applicable|needed|necessary|required)|in some cases|depending on)\b";
    built_in_regex(pattern)
});

/// Reads a step whose first sentence is `sentence` of `plain`; durations may stand in its details too.
pub(super) fn read(plain: &Plain, sentence: Range<usize>, item: Span, vocabulary: &Vocabulary) -> Step {
    Step { durations: duration::find(plain, 0..plain.text().len()), ..read_sentence(plain, sentence, item, vocabulary) }
}

/// Reads a step that is a sentence among others, with no details of its own.
pub(super) fn read_sentence(plain: &Plain, sentence: Range<usize>, item: Span, vocabulary: &Vocabulary) -> Step {
    let text = plain.text()[sentence.clone()].to_owned();
    let words = vocabulary.stage_words(&text);
    let who = WHO.captures(&text).and_then(|captures| Some(captures.get(1)?.as_str().trim().to_owned()));
    Step {
        item,
        ordinal: ordinal::find(plain, sentence.clone()),
        durations: duration::find(plain, sentence.clone()),
        sentence: plain.span(sentence),
        stage: words.map(|words| words.stage.clone()),
        is_step: words.is_none_or(|words| words.is_step),
        who,
        optional: OPTIONAL.is_match(&text),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(text: &str) -> Step {
        read(&Plain::of(text, Span::new(0, text.len())), 0..text.len(), Span::default(), &Vocabulary::default())
    }

    #[test]
    fn who_is_met_ends_where_the_sentence_goes_on() {
        for (text, who) in [
            ("A 30-minute call with one of our recruiters.", Some("one of our recruiters")),
            ("Interview with the Director of Product, focused on scale", Some("the Director of Product")),
            ("Meet two peers to talk about code", Some("two peers")),
            ("Peer interview", None),
        ] {
            assert_eq!(step(text).who.as_deref(), who, "{text}");
        }
    }

    #[test]
    fn optional_steps_say_so() {
        assert!(step("Candidates may be invited to meet our CEO").optional);
        assert!(step("An optional talk with the CEO").optional);
        assert!(!step("Candidates will meet our CEO in May").optional);
    }
}
