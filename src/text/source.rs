//! A text with a name: a page, a configuration file or a rule file.

use super::{LineIndex, Position, Span};

/// A named text with its lines. Shared between threads and diagnostics behind an `Arc`.
#[derive(Debug)]
pub struct Source {
    name: String,
    location: Option<String>,
    text: String,
    lines: LineIndex,
}

impl Source {
    /// A text that is in memory already; `name` is what reports call it, with `/` between folders.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Self { name: name.into(), location: None, text, lines }
    }

    /// The same text with its place in the project: relative to the root, `/` between folders.
    #[must_use]
    pub fn with_location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// A text as read from disk.
    ///
    /// # Errors
    /// [`NotText`] if the bytes are not UTF-8. Nothing is guessed: a fix must write back what it read.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, NotText> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(NotText::Utf16);
        }
        if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
            return Err(NotText::Binary { offset });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(NotText::NotUtf8 { offset, line })
            }
        }
    }

    /// What reports call this text. Untrusted: it may be a file name from a merge request.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its place in the project, from which relative links start; none for a text that is no file of a project.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The whole text, byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where its lines begin.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The text at `span`, or nothing if the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of the byte at `offset`.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// Where the line of the byte at `offset` begins.
    pub fn line_start(&self, offset: usize) -> usize {
        self.lines.span(self.lines.line(offset), &self.text).start
    }

    /// How the lines of the text end: by the first of them.
    pub fn line_end(&self) -> &'static str {
        let first = self.text.find('\n').unwrap_or(0);
        if self.text[..first].ends_with('\r') { "\r\n" } else { "\n" }
    }

    /// The part of `span` on its first line, without the line end: what a caret can underline.
    pub fn first_line(&self, span: Span) -> Span {
        let line = self.lines.span(self.lines.line(span.start), &self.text);
        let end = span.end.min(line.end);
        let kept = self.slice(Span::new(span.start, end)).trim_end_matches(['\n', '\r']).len();
        Span::new(span.start, span.start + kept)
    }
}

/// Why a file is not a text that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// It begins with a UTF-16 byte order mark.
    #[error("looks like UTF-16; save it as UTF-8")]
    Utf16,
    /// It has a NUL byte.
    #[error("is not a text: NUL at byte {offset}")]
    Binary {
        /// Where, in bytes.
        offset: usize,
    },
    /// It is not UTF-8.
    #[error("is not UTF-8 at byte {offset} (line {line}); save it as UTF-8")]
    NotUtf8 {
        /// The first wrong byte.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_the_text_stops_being_utf8() {
        let error = Source::from_bytes("a.md", b"ok\ncaf\xe9".to_vec()).expect_err("Latin-1");
        assert_eq!(error, NotText::NotUtf8 { offset: 6, line: 2 });
    }

    #[test]
    fn first_line_leaves_the_line_end_out() {
        let source = Source::new("a.md", "one\r\ntwo");
        assert_eq!(source.slice(source.first_line(Span::new(1, 8))), "ne");
    }
}
