//! The mark of a list item: `-`, `*`, `3.`.

use crate::text::{Source, Span};

/// What an item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListMark {
    /// The mark without the blanks after it.
    pub span: Span,
    /// The bullet, or what stands after the number: `.` or `)`.
    pub sign: char,
    /// The number of a numbered item.
    pub number: Option<u64>,
    /// How many bytes stand before the mark on its line.
    pub column: usize,
    /// The column at which the words of the item begin, in bytes.
    pub content: usize,
}

impl ListMark {
    /// The mark at the begin of `item`, or nothing if it has none.
    pub fn read(source: &Source, item: Span) -> Option<Self> {
        let text = source.slice(item);
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let sign = text[digits..].chars().next()?;
        let number = match sign {
            '-' | '*' | '+' if digits == 0 => None,
            '.' | ')' if digits > 0 => Some(text[..digits].parse().ok()?),
            _ => return None,
        };
        let after = &text[digits + 1..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        let column = item.start - source.line_start(item.start);
        let span = Span::new(item.start, item.start + digits + 1);
        Some(Self { span, sign, number, column, content: column + digits + 1 + blanks })
    }

    /// The lines of `item` that stand further left than its words and belong to it only because no blank line ends it:
    /// lazy continuation lines, as [CommonMark](https://spec.commonmark.org/0.31.2/#lazy-continuation-line) calls them.
    /// Each span begins with the first word of its line.
    pub fn lazy_lines(self, source: &Source, item: Span) -> impl Iterator<Item = Span> {
        let mut at = item.start;
        source.slice(item).split_inclusive('\n').skip(1).filter_map(move |line| {
            // Lines are visited in order, so their begin is where the last one was found to end.
            at += source.text()[at..].find('\n').map_or(0, |end| end + 1);
            let words = line.trim_start_matches([' ', '\t']);
            let indent = line.len() - words.len();
            let is_lazy = !words.trim().is_empty() && indent < self.content && !line[..indent].contains('\t');
            is_lazy.then(|| Span::new(at + indent, at + indent + words.trim_end().len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, start: usize) -> (Option<ListMark>, Source, Span) {
        let source = Source::new("job.md", text);
        let item = Span::new(start, text.len());
        (ListMark::read(&source, item), source, item)
    }

    #[test]
    fn marks_are_bullets_and_numbers() {
        let read =
            |text: &str, start| mark(text, start).0.map(|mark| (mark.sign, mark.number, mark.column, mark.content));
        assert_eq!(read("- a", 0), Some(('-', None, 0, 2)));
        assert_eq!(read("\n  12)  a", 3), Some((')', Some(12), 2, 7)));
        assert_eq!(read("a", 0), None);
    }

    #[test]
    fn lazy_lines_stand_further_left() {
        let (found, source, item) = mark("- one\n  more\nlazy\n\n  para\n more lazy  ", 0);
        let lazy: Vec<&str> = found.expect("a mark").lazy_lines(&source, item).map(|span| source.slice(span)).collect();
        assert_eq!(lazy, ["lazy", "more lazy"]);
    }
}
