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

#[cfg(test)]
mod tests {
    use super::{first_sentence, sentences};

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
}
