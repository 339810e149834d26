//! Where sentences end.

use std::ops::Range;

/// The first sentence of a text without white space at its ends, as a range of bytes.
pub fn first_sentence(text: &str) -> Range<usize> {
    sentences(text).next().unwrap_or(0..0)
}

/// The sentences of a text without the white space between them, as ranges of bytes. "e.g. a" does not end one.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    const ABBREVIATIONS: [&str; 8] = ["e.g", "i.e", "etc", "vs", "approx", "dr", "sr", "jr"];
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = text.len() - text[at..].trim_start().len();
        if start >= text.len() {
            return None;
        }
        let end = text[start..]
            .match_indices(['.', '!', '?'])
            .map(|(offset, mark)| (start + offset, mark))
            .find(|(at, mark)| {
                let before =
                    text[start..*at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
                let after = &text[at + mark.len()..];
                let new_sentence = after.strip_prefix(' ').is_some_and(|after| !after.starts_with(char::is_lowercase));
                new_sentence && !ABBREVIATIONS.iter().any(|known| before.eq_ignore_ascii_case(known))
            })
            .map_or(text.len(), |(at, mark)| at + mark.len());
        at = end;
        Some(start..start + text[start..end].trim_end().len())
    })
}

/// The sentence that `range` stands in, up to the end of the one it ends in, as a range of bytes.
pub fn sentence_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let touched = sentences(text).filter(|sentence| sentence.start < range.end && range.start < sentence.end);
    touched.reduce(|first, last| first.start..last.end).unwrap_or_else(|| range.clone())
}

/// The part of `text` at most `around` bytes away from `range`, and where the range stands in it.
pub fn window<'t>(text: &'t str, range: &Range<usize>, around: usize) -> (&'t str, Range<usize>) {
    let mut start = range.start.saturating_sub(around);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (range.end + around).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    (&text[start..end], range.start - start..range.end - start)
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, sentence_around, sentences, window};

    #[test]
    fn the_first_sentence_ends_where_a_new_one_begins() {
        for (text, expected) in [
            ("Screening call. It takes 30 minutes.", "Screening call."),
            ("Interview, e.g. with a peer. Then more", "Interview, e.g. with a peer."),
            ("A call of 1.5 hours with you", "A call of 1.5 hours with you"),
            ("  Offer ", "Offer"),
            ("", ""),
        ] {
            assert_eq!(&text[first_sentence(text)], expected);
        }
    }

    #[test]
    fn sentences_leave_nothing_out() {
        let text = "First a call.  Then, e.g. an interview! At last an offer ";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["First a call.", "Then, e.g. an interview!", "At last an offer"]);
    }

    #[test]
    fn the_sentence_around_a_word() {
        let text = "We use Node.js. Tell us more, e.g. your name. Bye.";
        assert_eq!(&text[sentence_around(text, &(30..31))], "Tell us more, e.g. your name.");
        assert_eq!(&text[sentence_around(text, &(12..20))], "We use Node.js. Tell us more, e.g. your name.");
    }

    #[test]
    fn a_window_ends_between_characters() {
        assert_eq!(window("äöü", &(2..4), 1), ("äöü", 2..4));
        assert_eq!(window("abcdef", &(2..3), 1), ("bcd", 1..2));
    }
}
