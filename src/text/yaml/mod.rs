//! YAML with places: front matter, rule files and configuration read alike.
//!
//! The only user of `serde_yaml` (which is serde-saphyr by Cargo's rename, see Cargo.toml). Its parser gives events
//! with byte ranges; they become a tree of [`Node`]s that keeps the place of every key and value, and typed values
//! are read from the tree with [`Node::read`]. One tree serves what serde alone cannot do: a value can be laid over
//! another (a team's options over those of a built-in rule) and an error still points at the line it came from.

mod node;
mod one_or_many;
mod read;

use std::collections::HashMap;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle};

use super::Span;

pub use node::{Entry, Node, Value};
pub use one_or_many::OneOrMany;
pub use read::{Located, ReadError};

/// The most nodes a document may have once its aliases are expanded.
///
/// A policy file of a thousand terms has some 5,000; a file of reused anchors would have millions.
const MOST_NODES: usize = 50_000;

/// How deep a document may be nested.
const MOST_DEPTH: usize = 32;

/// The largest document, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// What is wrong with a YAML text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// One line, in plain words.
    pub message: String,
    /// What to do, where that can be told.
    pub help: Option<String>,
    /// Where, in bytes of the text.
    pub span: Span,
    /// The key of the outermost mapping that the error lies under, where a value was read from a tree.
    pub key: Option<String>,
}

impl YamlError {
    /// An error without advice.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), help: None, span, key: None }
    }

    /// With what to do.
    #[must_use]
    pub fn with_help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

/// Reads one YAML document. An empty text or one of comments only is an empty mapping.
///
/// # Errors
/// [`YamlError`] where the text is not YAML, has a key twice, a tag, or is larger or deeper than any honest file.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    if text.len() > MOST_BYTES {
        return Err(YamlError::new("the file is too large: at most 1 MiB of YAML is read", Span::empty(0)));
    }
    let mut builder = Builder { text, nodes: 0, anchors: HashMap::new(), open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let span = span.byte_range().map_or(Span::empty(text.len()), Span::from);
                if matches!(event, Event::DocumentStart(..)) && builder.root.is_some() {
                    return Err(YamlError::new("a second document begins here; one is enough", span));
                }
                builder.event(event, span)?;
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                return Err(YamlError::new(error.info(), Span::empty(at)));
            }
        }
    }
    Ok(match builder.root {
        Some(Node { value: Value::Scalar { plain: true, ref text }, span }) if text.is_empty() => {
            Node { value: Value::Mapping(Vec::new()), span }
        }
        Some(node) => node,
        None => Node { value: Value::Mapping(Vec::new()), span: Span::empty(0) },
    })
}

/// Puts events together to a tree.
struct Builder<'t> {
    text: &'t str,
    nodes: usize,
    anchors: HashMap<usize, Node>,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A mapping or sequence whose end has not come yet.
struct Open {
    anchor: usize,
    span: Span,
    value: Value,
    /// The key that waits for its value, in a mapping.
    key: Option<(String, Span)>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlError> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                if tag.is_some() {
                    return Err(YamlError::new("tags (`!name`) have no meaning here; leave it out", span));
                }
                let plain = style == ScalarStyle::Plain;
                let node = Node { value: Value::Scalar { text: value.into_owned(), plain }, span };
                self.finish(node, anchor)
            }
            Event::MappingStart(_, anchor, ..) => self.begin(Value::Mapping(Vec::new()), anchor, span),
            Event::SequenceStart(_, anchor, ..) => self.begin(Value::Sequence(Vec::new()), anchor, span),
            Event::MappingEnd | Event::SequenceEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                self.finish(Node { value: open.value, span: open.span }, open.anchor)
            }
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    return Err(YamlError::new("this alias names no anchor before it", span));
                };
                self.count(node.count(), span)?;
                node.span = span;
                self.finish(node, 0)
            }
            _ => Ok(()),
        }
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > MOST_NODES {
            return Err(YamlError::new("the file is too complex: it has more values than any honest file", span));
        }
        Ok(())
    }

    fn begin(&mut self, value: Value, anchor: usize, span: Span) -> Result<(), YamlError> {
        if self.open.len() == MOST_DEPTH {
            return Err(YamlError::new(format!("nested deeper than {MOST_DEPTH} levels"), span));
        }
        let span = Span::new(span.start, span.end.max(span.start));
        self.open.push(Open { anchor, span, value, key: None });
        Ok(())
    }

    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), YamlError> {
        self.count(1, node.span)?;
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        // A value that is not there ends before its parent's next line; do not let it stretch the parent.
        if !node.span.is_empty() {
            parent.span = parent.span.join(node.span);
        }
        match &mut parent.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(entries) => match parent.key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => {
                    let Value::Scalar { text: key, .. } = node.value else {
                        return Err(YamlError::new("a key must be a plain word", node.span));
                    };
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        let line = self.text[..first.key_span.start].matches('\n').count() + 1;
                        let message = format!("`{key}` is given twice; first on line {line}");
                        return Err(YamlError::new(message, node.span));
                    }
                    parent.key = Some((key, node.span));
                }
            },
            Value::Scalar { .. } => unreachable!("only mappings and sequences are opened"),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_at<'t>(text: &'t str, node: &Node) -> &'t str {
        &text[node.span.range()]
    }

    #[test]
    fn every_value_keeps_its_place() {
        let text = "title: \"Ingénieur·e 🦀\"\nlist:\n  - a\n  - 'b c'\nflow: {x: 1}\n";
        let node = parse(text).expect("valid");
        assert_eq!(text_at(text, node.get("title").expect("title")), "\"Ingénieur·e 🦀\"");
        assert_eq!(node.get("title").and_then(Node::as_str), Some("Ingénieur·e 🦀"));
        let Some(Value::Sequence(items)) = node.get("list").map(|list| &list.value) else { panic!("a list") };
        assert_eq!(text_at(text, &items[1]), "'b c'");
        let entry = node.entry("flow").expect("flow");
        assert_eq!(&text[entry.key_span.range()], "flow");
    }

    #[test]
    fn a_key_given_twice_is_an_error_at_the_second() {
        let text = "a: 1\nb: 2\na: 3\n";
        let error = parse(text).expect_err("twice");
        assert_eq!(error.span, Span::new(10, 11));
        assert!(error.message.contains("line 1"), "{error}");
    }

    #[test]
    fn reused_anchors_do_not_explode() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let below = format!("*a{}", level - 1);
            let items = [below.as_str(); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
        }
        let error = parse(&text).expect_err("a bomb");
        assert!(error.message.contains("too complex"), "{error}");
    }

    #[test]
    fn deep_nesting_is_refused() {
        let error = parse(&format!("{}{}", "[".repeat(200), "]".repeat(200))).expect_err("deep");
        assert!(error.message.contains("nested"), "{error}");
    }

    #[test]
    fn comments_only_is_an_empty_mapping() {
        assert_eq!(parse("# nothing\n").expect("valid").value, Value::Mapping(Vec::new()));
    }
}
