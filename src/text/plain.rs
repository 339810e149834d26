//! Prose without its markup, with the way back to the bytes it came from.

use std::ops::Range;

use super::Span;

/// The words of a paragraph or an item as a reader sees them, in one string.
///
/// Emphasis marks are gone, a line break inside the paragraph is a space, runs of white space are one space and
/// typographic quotes and hyphens are plain ones, so that one spelling of a phrase finds all of them. Every range of it maps
/// back to the [`Span`] it was made from.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of plain text and the bytes it stands for.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Offset in the plain text, in bytes.
    at: usize,
    source: Span,
    /// Whether plain text and source are the same bytes, so that offsets inside the piece map one to one.
    verbatim: bool,
}

impl Plain {
    /// A plain text made of one verbatim stretch of a source.
    pub fn of(text: &str, span: Span) -> Self {
        let mut plain = Self::default();
        plain.push(text, span);
        plain
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds `text`, which the source has at `source`; of other bytes (an entity, say) it maps as a whole.
    pub fn push(&mut self, text: &str, source: Span) {
        if text.len() != source.len() {
            self.push_piece(text, source, false);
            return;
        }
        // Cut into stretches that stay as they are and characters that are written another way.
        let mut kept = 0;
        let mut characters = text.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let straight = match character {
                '\u{2018}' | '\u{2019}' | '\u{02BC}' => "'",
                '\u{201C}' | '\u{201D}' => "\"",
                // The hyphens that Unicode has beside that of ASCII.
                '\u{2010}' | '\u{2011}' => "-",
                character if character.is_whitespace() => " ",
                _ => continue,
            };
            let mut end = offset + character.len_utf8();
            if straight == " " {
                while let Some((_, next)) = characters.next_if(|(_, next)| next.is_whitespace()) {
                    end += next.len_utf8();
                }
                if end - offset == 1 && character == ' ' {
                    continue;
                }
            }
            self.push_piece(&text[kept..offset], Span::new(source.start + kept, source.start + offset), true);
            self.push_piece(straight, Span::new(source.start + offset, source.start + end), false);
            kept = end;
        }
        self.push_piece(&text[kept..], Span::new(source.start + kept, source.end), true);
    }

    /// Adds something that is no word: code, a picture, a template. It keeps phrases from joining across it.
    pub fn push_gap(&mut self, source: Span) {
        self.push_piece("\u{FFFC}", source, false);
    }

    fn push_piece(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        // Two spaces in a row (a blank before a line break) read as one.
        if text == " " && self.text.ends_with(' ') {
            return;
        }
        self.pieces.push(Piece { at: self.text.len(), source, verbatim });
        self.text.push_str(text);
    }

    /// The source bytes of `range`, a range of bytes of [`text`](Self::text).
    pub fn span(&self, range: Range<usize>) -> Span {
        let Some(first) = self.piece(range.start) else { return Span::default() };
        let last = self.piece(range.end.saturating_sub(1).max(range.start)).unwrap_or(first);
        let start = if first.verbatim { first.source.start + (range.start - first.at) } else { first.source.start };
        let end = if last.verbatim { last.source.start + (range.end - last.at) } else { last.source.end };
        Span::new(start, end.min(last.source.end))
    }

    /// Where in the text the first words at or after the byte `offset` of the source stand.
    pub fn offset_of(&self, offset: usize) -> Option<usize> {
        let piece = self.pieces.get(self.pieces.partition_point(|piece| piece.source.end <= offset))?;
        let inside = if piece.verbatim { offset.saturating_sub(piece.source.start) } else { 0 };
        Some(piece.at + inside)
    }

    /// Whether `range` stands in the source without markup in between, so that it can be replaced as a whole.
    pub fn is_contiguous(&self, range: Range<usize>) -> bool {
        let mut at = None;
        for piece in self.pieces_in(range) {
            if at.is_some_and(|at| at != piece.source.start) {
                return false;
            }
            at = Some(piece.source.end);
        }
        at.is_some()
    }

    /// The source bytes of the whole text.
    pub fn source(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.source.join(last.source),
            _ => Span::default(),
        }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn pieces_in(&self, range: Range<usize>) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.at <= range.start).saturating_sub(1);
        self.pieces[first.min(self.pieces.len())..].iter().take_while(move |piece| piece.at < range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straightens_quotes_and_maps_back() {
        let source = "don’t  worry";
        let plain = Plain::of(source, Span::new(0, source.len()));
        assert_eq!(plain.text(), "don't worry");
        let at = plain.text().find("worry").expect("there");
        assert_eq!(&source[plain.span(at..at + 5).range()], "worry");
        assert_eq!(&source[plain.span(0..5).range()], "don’t");
        assert!(plain.is_contiguous(0..5));
    }

    #[test]
    fn markup_in_between_is_not_contiguous() {
        let source = "her **or** his";
        let mut plain = Plain::default();
        plain.push("her ", Span::new(0, 4));
        plain.push("or", Span::new(6, 8));
        plain.push(" his", Span::new(10, 14));
        assert_eq!(plain.text(), "her or his");
        assert_eq!(&source[plain.span(0..10).range()], source);
        assert!(!plain.is_contiguous(0..10));
        assert!(plain.is_contiguous(0..3));
        assert!(plain.is_contiguous(4..6));
    }

    #[test]
    fn places_in_the_source_are_found_in_the_text() {
        let mut plain = Plain::default();
        plain.push("her", Span::new(10, 13));
        plain.push("&", Span::new(13, 18));
        plain.push(" his", Span::new(20, 24));
        for (offset, expected) in [(0, Some(0)), (11, Some(1)), (14, Some(3)), (19, Some(4)), (21, Some(5)), (24, None)]
        {
            assert_eq!(plain.offset_of(offset), expected, "{offset}");
        }
    }

    #[test]
    fn a_word_inside_a_verbatim_piece_maps_to_itself() {
        let source = "Find her job title";
        let plain = Plain::of(source, Span::new(100, 100 + source.len()));
        assert_eq!(plain.span(5..8), Span::new(105, 108));
    }
}
