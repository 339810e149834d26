//! Typed values from a tree of nodes: a serde deserializer whose errors know their place.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};

use super::super::{Span, nearest};
use super::one_or_many::ONE_OR_MANY;
use super::{Entry, Node, Value, YamlError};

/// The names by which [`Located`] and [`Node`] ask the deserializer for more than serde can say.
const LOCATED: &str = "$jdlint::Located";
const LOCATED_FIELDS: &[&str] = &["start", "end", "value"];

impl Node {
    /// Reads a value of type `T` from the tree.
    ///
    /// # Errors
    /// [`YamlError`] with the place of the value that does not fit, and the nearest name for an unknown key.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, YamlError> {
        T::deserialize(self).map_err(|error| {
            let span = error.span.unwrap_or(self.span);
            YamlError { message: error.message, help: error.help, span, key: error.key }
        })
    }
}

/// A value with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Located<T>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value with its place")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let missing = || de::Error::custom("a value with its place is read from a YAML tree only");
                let start = access.next_element()?.ok_or_else(missing)?;
                let end = access.next_element()?.ok_or_else(missing)?;
                let value = access.next_element()?.ok_or_else(missing)?;
                Ok(Located { value, span: Span::new(start, end) })
            }
        }
        deserializer.deserialize_struct(LOCATED, LOCATED_FIELDS, Fields(std::marker::PhantomData))
    }
}

/// A tree can be a field of a typed value: what its owner does not know, another reads later.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tree;
        impl<'de> Visitor<'de> for Tree {
            type Value = Value;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("any value")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Scalar { text: String::new(), plain: true })
            }
            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Scalar { text: value.to_string(), plain: true })
            }
            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Scalar { text: value.to_string(), plain: true })
            }
            fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
                Ok(Value::Scalar { text: value.to_string(), plain: true })
            }
            fn visit_str<E>(self, value: &str) -> Result<Value, E> {
                Ok(Value::Scalar { text: value.to_owned(), plain: false })
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(Value::Sequence(items))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = access.next_entry::<Located<String>, Node>()? {
                    entries.push(Entry { key: key.value, key_span: key.span, value });
                }
                Ok(Value::Mapping(entries))
            }
        }
        struct Any(Value);
        impl<'de> Deserialize<'de> for Any {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Tree).map(Any)
            }
        }
        let Located { value: Any(value), span } = Located::deserialize(deserializer)?;
        Ok(Node { value, span })
    }
}

/// Why a value does not fit its type.
#[derive(Debug)]
pub struct ReadError {
    message: String,
    help: Option<String>,
    /// Set by the innermost value that knows its place.
    span: Option<Span>,
    /// Set by every mapping on the way out, so that the outermost key stays.
    key: Option<String>,
}

impl ReadError {
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    fn under(mut self, entry: &Entry) -> Self {
        self.key = Some(entry.key.clone());
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), help: None, span: None, key: None }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown("key", field, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::unknown("value", variant, expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("`{field}` is missing"))
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match unexpected {
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Unit | de::Unexpected::Option => "nothing".to_owned(),
            de::Unexpected::Str(text) => format!("`{text}`"),
            other => other.to_string(),
        };
        Self::custom(format!("expected {expected}, found {found}"))
    }
}

impl ReadError {
    fn unknown(what: &str, name: &str, expected: &'static [&'static str]) -> Self {
        let help = match nearest(name, expected.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if expected.is_empty() => "Nothing can be set here.".to_owned(),
            None => format!("Possible: {}.", expected.join(", ")),
        };
        Self { message: format!("unknown {what} `{name}`"), help: Some(help), span: None, key: None }
    }
}

impl<'de> Deserializer<'de> for &Node {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let result = match &self.value {
            Value::Sequence(items) => visitor.visit_seq(Items(items.iter())),
            Value::Mapping(entries) => visitor.visit_map(Pairs { entries: entries.iter(), entry: None }),
            Value::Scalar { text, plain } => match (plain, text.as_str()) {
                (true, "" | "~" | "null") => visitor.visit_unit(),
                (true, "true") => visitor.visit_bool(true),
                (true, "false") => visitor.visit_bool(false),
                (true, text) => match (text.parse::<i64>(), text.parse::<f64>()) {
                    (Ok(number), _) => visitor.visit_i64(number),
                    // Rust also reads `inf` and `nan`, which are words in a rule file.
                    (_, Ok(number)) if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                        visitor.visit_f64(number)
                    }
                    _ => visitor.visit_str(text),
                },
                (false, text) => visitor.visit_str(text),
            },
        };
        result.map_err(|error| error.at(self.span))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        // `no`, `404` and `1.0` are words where a word is asked for.
        match self.as_str() {
            Some(text) => visitor.visit_str(text).map_err(|error: ReadError| error.at(self.span)),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match &self.value {
            Value::Sequence(items) if name == ONE_OR_MANY => visitor.visit_seq(Items(items.iter())),
            _ if name == ONE_OR_MANY => visitor.visit_seq(Items(std::slice::from_ref(self).iter())),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if name == LOCATED {
            return visitor.visit_seq(LocatedParts { node: self, next: 0 });
        }
        match self.value {
            Value::Mapping(_) => self.deserialize_any(visitor),
            _ => Err(de::Error::custom(format!("expected a mapping, found {}", self.describe()))),
        }
        .map_err(|error: ReadError| error.at(self.span))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value {
            Value::Sequence(_) => self.deserialize_any(visitor),
            _ => {
                let message = format!("expected a list, found {}", self.describe());
                Err(ReadError { message, help: None, span: Some(self.span), key: None })
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.as_str() {
            Some(text) => {
                let variant: StrDeserializer<'_, ReadError> = text.into_deserializer();
                visitor.visit_enum(variant).map_err(|error| error.at(self.span))
            }
            None => {
                let message = format!("expected a word, found {}", self.describe());
                Err(ReadError { message, help: None, span: Some(self.span), key: None })
            }
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map
        ignored_any
    }
}

struct Items<'n>(std::slice::Iter<'n, Node>);

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = ReadError;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        self.0.next().map(|node| seed.deserialize(node).map_err(|error| error.at(node.span))).transpose()
    }
}

struct Pairs<'n> {
    entries: std::slice::Iter<'n, Entry>,
    /// The entry whose key was read last.
    entry: Option<&'n Entry>,
}

impl<'de> de::MapAccess<'de> for Pairs<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.entry = Some(entry);
        let key = Node { value: Value::Scalar { text: entry.key.clone(), plain: false }, span: entry.key_span };
        seed.deserialize(&key).map(Some).map_err(|error| error.at(entry.key_span).under(entry))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some(entry) = self.entry.take() else { return Err(de::Error::custom("a value without its key")) };
        seed.deserialize(&entry.value).map_err(|error| error.at(entry.value.span).under(entry))
    }
}

/// What [`Located`] asks for: start, end and the value itself.
struct LocatedParts<'n> {
    node: &'n Node,
    next: usize,
}

impl<'de> de::SeqAccess<'de> for LocatedParts<'_> {
    type Error = ReadError;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        self.next += 1;
        match self.next {
            1 => seed.deserialize(self.node.span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(self.node.span.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.node).map(Some),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Example {
        severity: Level,
        words: Vec<Located<String>>,
        #[serde(default)]
        most: Option<u32>,
        #[serde(default)]
        rest: Option<Node>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Level {
        Warning,
        Error,
    }

    fn error(text: &str) -> (String, Option<String>, &str) {
        let error = parse(text).expect("YAML").read::<Example>().expect_err("wrong");
        (error.message, error.help, &text[error.span.range()])
    }

    #[test]
    fn reads_typed_values_with_places() {
        let text = "severity: warning\nwords: [a, no]\nmost: 3\nrest: {deep: [x]}\n";
        let example: Example = parse(text).expect("YAML").read().expect("fits");
        assert_eq!(example.severity, Level::Warning);
        assert_eq!(example.words[1].value, "no");
        assert_eq!(&text[example.words[1].span.range()], "no");
        assert_eq!(example.most, Some(3));
        let rest = example.rest.expect("there");
        assert_eq!(&text[rest.entry("deep").expect("deep").key_span.range()], "deep");
    }

    #[test]
    fn an_unknown_key_is_shown_with_the_nearest() {
        let (message, help, at) = error("severty: warning\nwords: []\n");
        assert_eq!((message.as_str(), at), ("unknown key `severty`", "severty"));
        assert_eq!(help.as_deref(), Some("Did you mean `severity`?"));
    }

    #[test]
    fn a_wrong_value_is_shown_where_it_stands() {
        let (message, help, at) = error("severity: warnin\nwords: []\n");
        assert_eq!((message.as_str(), at), ("unknown value `warnin`", "warnin"));
        assert_eq!(help.as_deref(), Some("Did you mean `warning`?"));
        let (message, _, at) = error("severity: error\nwords: nothing\n");
        assert_eq!((message.as_str(), at), ("expected a list, found `nothing`", "nothing"));
        let (message, _, at) = error("severity: error\nwords: []\nmost: many\n");
        assert!(message.contains("found `many`"), "{message}");
        assert_eq!(at, "many");
        let (message, _, _) = error("severity: error\n");
        assert_eq!(message, "`words` is missing");
    }
}
