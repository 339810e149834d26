//! The data at the head of a page, cut off by hand.
//!
//! A Markdown parser with metadata blocks switched on takes any later pair of `---` lines for metadata and swallows
//! the prose between them (pulldown-cmark issue 1000), so only the very head of the file is looked at.

use crate::text::Span;
use crate::text::yaml::{self, Entry, Node, Value, YamlError};

/// The front matter of a page.
#[derive(Debug)]
pub struct FrontMatter {
    /// From the opening fence to the end of the closing one.
    pub span: Span,
    /// How it is written.
    pub format: FrontMatterFormat,
    data: Result<Node, YamlError>,
}

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

impl FrontMatter {
    /// Reads the front matter of a page without the page.
    pub fn read(text: &str) -> Option<Self> {
        cut(text).0
    }

    /// The top-level entries; none if the front matter could not be read.
    pub fn entries(&self) -> &[Entry] {
        self.data.as_ref().map_or(&[], Node::entries)
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.data.as_ref().ok()?.get(key)
    }

    /// Why it could not be read.
    pub fn error(&self) -> Option<&YamlError> {
        self.data.as_ref().err()
    }
}

/// A value of the front matter that is prose: a section of the page, wherever the site puts it.
pub(super) struct LongValue {
    /// The key in words: "responsibilities" for `responsibilities_markdown`.
    pub(super) heading: String,
    pub(super) key_span: Span,
    /// The text of the value, without quotes and without the indentation of its first line.
    pub(super) span: Span,
}

/// Fewer words on one line are a title or a phrase.
const FEWEST_WORDS_OF_PROSE: usize = 25;

impl FrontMatter {
    /// The values that are prose.
    pub(super) fn long_values(&self, text: &str) -> Vec<LongValue> {
        let is_prose = |value: &str| {
            let is_list = value.lines().any(|line| line.starts_with("* ") || line.starts_with("- "));
            is_list || value.split_whitespace().count() >= FEWEST_WORDS_OF_PROSE
        };
        // What search engines and lists of pages show is no part of the page.
        const META: [&str; 5] = ["description", "summary", "excerpt", "subtitle", "title"];
        let entries = self.entries().iter().filter(|entry| !META.contains(&entry.key.as_str()));
        let entries = entries.filter(|entry| entry.value.as_str().is_some_and(is_prose));
        entries
            .filter_map(|entry| {
                Some(LongValue {
                    heading: words_of(&entry.key),
                    key_span: entry.key_span,
                    span: content_of(&entry.value, text)?,
                })
            })
            .collect()
    }
}

/// The bytes of a value without its quotes; none if escapes make it another text than it looks.
fn content_of(value: &Node, text: &str) -> Option<Span> {
    let written = text.get(value.span.range())?;
    match written.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = Span::new(value.span.start + 1, value.span.end.saturating_sub(1));
            let escaped = if quote == '"' { written.contains('\\') } else { text[inner.range()].contains("''") };
            (!escaped).then_some(inner)
        }
        _ => Some(value.span),
    }
}

/// A key as a heading: `job_responsibilities_markdown` is "job responsibilities".
fn words_of(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let plain = ["markdown", "md", "html", "text", "content", "body"].iter().find_map(|form| words.strip_suffix(form));
    plain.map(str::trim).filter(|plain| !plain.is_empty()).unwrap_or(&words).to_owned()
}

/// Cuts the front matter off. The number is the offset of the body in bytes.
pub(super) fn cut(text: &str) -> (Option<FrontMatter>, usize) {
    let (fenced, body) = find(text);
    let front_matter = fenced.map(|Fenced { span, data, format }| {
        let read = match format {
            FrontMatterFormat::Yaml => yaml::parse(&text[data.range()]).map(|node| shifted(node, data.start)),
            FrontMatterFormat::Toml => parse_toml(&text[data.range()]).map(|node| shifted(node, data.start)),
        };
        let data = read.map_err(|error| YamlError { span: error.span.shift(data.start), ..error });
        FrontMatter { span, format, data }
    });
    (front_matter, body)
}

/// The offset of the body in bytes; the front matter itself is not read.
pub(super) fn body(text: &str) -> usize {
    find(text).1
}

/// Front matter by its fences.
struct Fenced {
    /// With the fences.
    span: Span,
    /// Between them.
    data: Span,
    format: FrontMatterFormat,
}

fn find(text: &str) -> (Option<Fenced>, usize) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (fence, format) = match text.get(mark..mark + 3) {
        Some("---") => ("---", FrontMatterFormat::Yaml),
        Some("+++") => ("+++", FrontMatterFormat::Toml),
        _ => return (None, mark),
    };
    let mut lines = text[mark..].split_inclusive('\n');
    let mut at = mark;
    match lines.next() {
        Some(first) if first.trim_end() == fence => at += first.len(),
        _ => return (None, mark),
    }
    let start = at;
    for line in lines {
        let closes = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if closes {
            let end = at + line.len();
            return (Some(Fenced { span: Span::new(mark, end), data: Span::new(start, at), format }), end);
        }
        at += line.len();
    }
    // Never closed: then it is a thematic break and prose.
    (None, mark)
}

fn shifted(mut node: Node, by: usize) -> Node {
    node.span = node.span.shift(by);
    match &mut node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => *items = std::mem::take(items).into_iter().map(|item| shifted(item, by)).collect(),
        Value::Mapping(entries) => {
            for entry in entries {
                entry.key_span = entry.key_span.shift(by);
                let empty = Node { value: Value::Sequence(Vec::new()), span: Span::default() };
                entry.value = shifted(std::mem::replace(&mut entry.value, empty), by);
            }
        }
    }
    node
}

fn parse_toml(text: &str) -> Result<Node, YamlError> {
    match toml::de::DeTable::parse(text) {
        Ok(table) => {
            let span = table.span().into();
            Ok(toml_table(table.get_ref(), span))
        }
        Err(error) => {
            let span = error.span().map_or(Span::empty(0), Span::from);
            Err(YamlError::new(error.message(), span))
        }
    }
}

fn toml_table(table: &toml::de::DeTable<'_>, span: Span) -> Node {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span().into(),
            value: toml_value(value.get_ref(), value.span().into()),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Node { value: Value::Mapping(entries), span }
}

fn toml_value(value: &toml::de::DeValue<'_>, span: Span) -> Node {
    use toml::de::DeValue;
    let plain = |text: String| Value::Scalar { text, plain: true };
    let value = match value {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), plain: false },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(value) => plain(value.to_string()),
        DeValue::Datetime(date) => plain(date.to_string()),
        DeValue::Array(items) => {
            Value::Sequence(items.iter().map(|item| toml_value(item.get_ref(), item.span().into())).collect())
        }
        DeValue::Table(table) => return toml_table(table, span),
    };
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_places_in_the_page() {
        let text = "\u{feff}---\ntitle: Data Analyst\n---\nBody\n";
        let (matter, body) = cut(text);
        assert_eq!(&text[body..], "Body\n");
        let matter = matter.expect("front matter");
        let title = matter.get("title").expect("title");
        assert_eq!(&text[title.span.range()], "Data Analyst");
    }

    #[test]
    fn toml_reads_alike() {
        let text = "+++\ntitle = \"Data Analyst\"\ntags = [\"a\"]\n+++\nBody";
        let (matter, body) = cut(text);
        let matter = matter.expect("front matter");
        assert_eq!(matter.format, FrontMatterFormat::Toml);
        assert_eq!(matter.get("title").and_then(Node::as_str), Some("Data Analyst"));
        assert_eq!(&text[body..], "Body");
    }

    #[test]
    fn an_unclosed_fence_is_prose() {
        let (matter, body) = cut("---\ntitle: x\n\nBody\n");
        assert!(matter.is_none());
        assert_eq!(body, 0);
    }

    #[test]
    fn an_error_points_into_the_page() {
        let text = "---\ntitle: a\ntitle: b\n---\n";
        let (matter, _) = cut(text);
        let matter = matter.expect("front matter");
        let error = matter.error().expect("given twice");
        assert_eq!(&text[error.span.range()], "title");
        assert_eq!(error.span.start, 13);
    }
}
