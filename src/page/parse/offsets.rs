//! The way from a text that was taken out of a page back to the page.

use std::ops::Range;

use crate::text::Span;

/// Where the stretches of a text stand in the page it was taken from.
pub(in crate::page) struct Offsets {
    /// Offset in the text and offset in the page at the begin of each stretch, in order.
    stretches: Vec<(usize, usize)>,
}

impl Offsets {
    /// A text that is the page from byte `by` on.
    pub(in crate::page) fn shift(by: usize) -> Self {
        Self { stretches: vec![(0, by)] }
    }

    /// The lines of `span`, each without the indentation of the first, which `span` leaves out already.
    pub(in crate::page) fn dedent(page: &str, span: Span) -> (String, Self) {
        let line_start = page[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &page[line_start..span.start];
        // `key: first line` is followed by lines of any indentation.
        let indent = if before.trim().is_empty() { before.len() } else { usize::MAX };
        let mut text = String::with_capacity(span.len());
        let mut stretches = Vec::new();
        let mut at = span.start;
        for (index, line) in page[span.range()].split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let skipped = if index == 0 { 0 } else { blanks.min(indent) };
            stretches.push((text.len(), at + skipped));
            text.push_str(&line[skipped..]);
            at += line.len();
        }
        (text, Self { stretches })
    }

    /// Where a range of the text stands in the page.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        // The end of one line is not the begin of the next.
        let end = if range.end > range.start { self.offset(range.end - 1) + 1 } else { start };
        Span::new(start, end)
    }

    fn offset(&self, at: usize) -> usize {
        let after = self.stretches.partition_point(|(text, _)| *text <= at);
        let (text, page) = self.stretches[after.saturating_sub(1)];
        page + (at - text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_lines_map_back() {
        let page = "duties: |-\n    * one\n      more\n\n    * two\nend: x\n";
        let start = page.find("* one").expect("there");
        let end = page.find("end:").expect("there");
        let (text, offsets) = Offsets::dedent(page, Span::new(start, end));
        assert_eq!(text, "* one\n  more\n\n* two\n");
        let at = text.find("two").expect("there");
        assert_eq!(&page[offsets.place(at..at + 3).range()], "two");
        assert_eq!(&page[offsets.place(0..5).range()], "* one");
    }
}
