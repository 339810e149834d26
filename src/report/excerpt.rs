//! The lines of a page around a finding, as a source for miette.
//!
//! miette's own sources scan a file from its beginning for every label (2,000 findings in 1.2 MB took 6 s), count
//! columns in bytes and print control characters as they are. This one holds the few lines that are shown, cut to the
//! width of a screen and made visible, and knows the places of the labels in them.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Label;
use crate::text::{LineIndex, Position, Source, Span};

use super::escape;

/// Characters of a line that are shown; a job page often has a paragraph on one line.
const WIDEST: usize = 110;

/// Characters shown before the first label of a line that is cut.
const LEAD: usize = 36;

/// Some lines of a source.
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: LineIndex,
    /// The line of the source (from 0) that the excerpt begins with.
    first_line: usize,
    /// Where the primary label begins in the source.
    position: Position,
    /// Where it begins in the excerpt.
    primary: usize,
}

impl Excerpt {
    /// The lines of `labels`, the first of which is the primary one, and one around each; with the labels' places.
    pub(super) fn new(source: &Source, labels: &[Label]) -> (Self, Vec<SourceSpan>) {
        let spans: Vec<Span> = labels.iter().map(|label| source.first_line(label.span)).collect();
        let line_of = |offset: usize| source.lines().line(offset.min(source.text().len()));
        let first_line = spans.iter().map(|span| line_of(span.start)).min().unwrap_or(0).saturating_sub(1);
        let last_line = spans.iter().map(|span| line_of(span.start)).max().unwrap_or(0) + 1;
        let last_line = last_line.min(source.lines().count() - 1);
        let mut text = String::new();
        let mut places = vec![(0_usize, 0_usize); spans.len()];
        for line in first_line..=last_line {
            let line_span = source.lines().span(line, source.text());
            push_line(source, line_span, &spans, &mut text, &mut places);
        }
        let position = source.position(spans.first().map_or(0, |span| span.start));
        let primary = places.first().map_or(0, |place| place.0);
        let lines = LineIndex::new(&text);
        let name = escape::visible(source.name()).into_owned();
        let places = places.into_iter().map(|(start, end)| SourceSpan::from(start..end.max(start))).collect();
        (Self { name, text, lines, first_line, position, primary }, places)
    }
}

/// Adds a line, cut to [`WIDEST`], and notes where the labels on it came to stand.
fn push_line(source: &Source, line: Span, labels: &[Span], text: &mut String, places: &mut [(usize, usize)]) {
    let content = source.slice(line).trim_end_matches(['\n', '\r']);
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let end = line.start + source.slice(line).trim_end_matches(['\n', '\r']).len();
    let on_line = |span: &Span| line.start <= span.start && span.start <= end;
    let first_label = labels.iter().filter(|span| on_line(span)).map(|span| span.start).min();
    let offset = end - content.len();
    let too_long = content.chars().count() > WIDEST;
    let from = match first_label {
        Some(label) if too_long => {
            let before = source.slice(Span::new(offset, label));
            let skipped = before.chars().count().saturating_sub(LEAD);
            offset + before.char_indices().nth(skipped).map_or(before.len(), |(at, _)| at)
        }
        _ => offset,
    };
    if from > offset {
        text.push('…');
    }
    let mut at = from;
    for (shown, character) in source.slice(Span::new(from, end)).chars().enumerate() {
        mark(labels, at, text.len(), places);
        if too_long && shown == WIDEST {
            break;
        }
        escape::push_visible(character, text);
        at += character.len_utf8();
    }
    mark(labels, at, text.len(), places);
    // What is cut off ends where the line ends.
    for (label, place) in labels.iter().zip(places.iter_mut()) {
        if on_line(label) && label.end > at {
            place.1 = text.len();
        }
    }
    if at < end {
        text.push('…');
    }
    text.push('\n');
}

fn mark(labels: &[Span], at: usize, shown: usize, places: &mut [(usize, usize)]) {
    for (label, place) in labels.iter().zip(places.iter_mut()) {
        if label.start == at {
            *place = (shown, shown);
        }
        if label.end == at && label.start < at {
            place.1 = shown;
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = span.offset().min(self.text.len());
        let end = (start + span.len()).min(self.text.len());
        let first = self.lines.line(start).saturating_sub(before);
        let last = (self.lines.line(end) + after).min(self.lines.count() - 1);
        let from = self.lines.span(first, &self.text).start;
        let to = self.lines.span(last, &self.text).end;
        // The header asks without context: it wants line and column of the place itself.
        let (from, line, column) = match before {
            0 if start == self.primary => (start, self.position.line - 1, self.position.column - 1),
            0 => (start, self.first_line + first, start - from),
            _ => (from, self.first_line + first, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[from..to],
            SourceSpan::from(from..to),
            line,
            column,
            last - first + 1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> (Excerpt, String) {
        let source = Source::new("page.md", text);
        let (excerpt, places) = Excerpt::new(&source, &[Label::new(Span::new(start, end), "")]);
        let place = places[0].offset()..places[0].offset() + places[0].len();
        let marked = excerpt.text[place].to_owned();
        (excerpt, marked)
    }

    #[test]
    fn a_long_line_is_cut_around_the_label() {
        let text = format!("{}her/his{}", "long words ".repeat(40), " and more".repeat(40));
        let (excerpt, marked) = excerpt(&text, 440, 447);
        assert_eq!(marked, "her/his");
        assert!(excerpt.text.starts_with('…') && excerpt.text.trim_end().ends_with('…'));
        assert!(excerpt.text.chars().count() <= WIDEST + 3);
        assert_eq!(excerpt.position, Position { line: 1, column: 441 });
    }

    #[test]
    fn a_label_longer_than_the_screen_ends_with_it() {
        let text = "x".repeat(500);
        let (_, marked) = excerpt(&text, 10, 490);
        assert_eq!(marked.chars().count(), WIDEST - 10);
    }

    #[test]
    fn control_characters_do_not_move_the_label() {
        let text = "a\u{1b}[31mé her/his";
        let at = text.find("her").expect("there");
        let (excerpt, marked) = excerpt(text, at, at + 7);
        assert_eq!(marked, "her/his");
        assert!(!excerpt.text.contains('\u{1b}'));
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        let (_, marked) = excerpt("", 0, 0);
        assert_eq!(marked, "");
        let (_, marked) = excerpt("a\n", 2, 2);
        assert_eq!(marked, "");
    }
}
