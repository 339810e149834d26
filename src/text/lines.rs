//! Bytes to lines and columns, at the edge of the program.

use super::Span;

/// A place as people count: line and column from 1, the column in characters (Unicode code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1. A tab is one character; a byte order mark is none.
    pub column: usize,
}

/// Where each line of a text begins.
///
/// Lines end as in CommonMark: with `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset of the first byte of each line; the first is 0.
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (offset, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(offset + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(offset + 1);
            }
        }
        Self { starts }
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// The bytes of line `line` (from 0) with its line end.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        Span::new(start, end)
    }

    /// Line and column of the byte at `offset`. An offset past the end gives the end.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.line(offset);
        let before = &text.as_bytes()[self.starts[line]..offset];
        // Count the bytes that begin a character, so that an offset inside one does no harm.
        let characters = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        let mark = usize::from(line == 0 && before.starts_with("\u{feff}".as_bytes()));
        Position { line: line + 1, column: characters + 1 - mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_all_three_kinds() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        let texts: Vec<&str> = (0..4).map(|line| &text[lines.span(line, text).range()]).collect();
        assert_eq!(texts, ["a\n", "b\r\n", "c\r", "d"]);
    }

    #[test]
    fn columns_count_characters() {
        let text = "é漢🦓x";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, text.len() - 1), Position { line: 1, column: 4 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let text = "\u{feff}ab\ncd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 4), Position { line: 1, column: 2 });
        assert_eq!(lines.position(text, 6), Position { line: 2, column: 1 });
    }
}
