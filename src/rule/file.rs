//! A rule as written in YAML.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Invalid, Level, RuleId};
use crate::page::Vocabulary;
use crate::text::yaml::{self, Entry, Located, Node, OneOrMany, Value, YamlError};
use crate::text::{Source, Span, nearest};

use super::example::ExampleEntry;
use super::kind::BuildError;
use super::{Example, KindEntry, Message, OptionError, Rule, Scope};

/// A rule file, read but not yet put together with the options of a configuration.
#[derive(Clone, Debug)]
pub struct RuleFile {
    id: RuleId,
    group: String,
    source: Arc<Source>,
    node: Node,
}

/// An option and the file that gave it.
#[derive(Clone, Debug)]
pub struct OptionEntry {
    /// Key and value.
    pub entry: Entry,
    /// The file.
    pub source: Arc<Source>,
}

/// The keys of a rule file. `options` are read by the kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    kind: Located<String>,
    severity: Level,
    #[serde(default)]
    scope: Option<Located<OneOrMany<String>>>,
    title: String,
    message: Located<String>,
    #[serde(default)]
    help: Option<Located<String>>,
    why: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    options: Option<Node>,
    examples: Located<Vec<Located<ExampleEntry>>>,
}

impl RuleFile {
    /// Reads a rule file; its name without ending is the id.
    ///
    /// # Errors
    /// [`Invalid`] if it is not YAML or its name is no id.
    pub fn read(source: Arc<Source>, group: &str) -> Result<Self, Invalid> {
        let name = source.name().rsplit('/').next().unwrap_or_default();
        let stem = name.strip_suffix(".yml").or(name.strip_suffix(".yaml")).unwrap_or(name);
        let Some(id) = RuleId::new(stem) else {
            let message = format!("`{stem}` is no name for a rule");
            let help = "Name the file in small letters with hyphens: `no-ninjas.yml`.".to_owned();
            return Err(Invalid::new(&source, YamlError::new(message, Span::empty(0)).with_help(Some(help))));
        };
        let node = yaml::parse(source.text()).map_err(|error| Invalid::new(&source, error))?;
        Ok(Self { id, group: group.to_owned(), source, node })
    }

    /// The group of a team's own rules.
    pub const CUSTOM: &str = "custom";

    /// The folder of the file; [`CUSTOM`](Self::CUSTOM) for a team's own rule.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The name of the rule.
    pub fn id(&self) -> &RuleId {
        &self.id
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Puts the rule together. `overrides` replace options of the file key by key, the last one wins.
    ///
    /// # Errors
    /// [`Invalid`] at the first thing that is wrong, in the rule file or in the file that gave an option.
    pub fn build(
        &self,
        overrides: &[OptionEntry],
        kinds: &[KindEntry],
        vocabulary: &Vocabulary,
    ) -> Result<Rule, Invalid> {
        let blame = |error| Invalid::new(&self.source, error);
        let keys: Keys = self.node.read().map_err(blame)?;
        let error = |message: String, span, help: Option<String>| {
            Invalid::new(&self.source, YamlError::new(message, span).with_help(help))
        };
        let Some(kind) = kinds.iter().find(|kind| kind.name == keys.kind.value) else {
            let near = nearest(&keys.kind.value, kinds.iter().map(|kind| kind.name));
            let help = match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Possible: {}.", kinds.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")),
            };
            return Err(error(format!("there is no kind `{}`", keys.kind.value), keys.kind.span, Some(help)));
        };
        let scope = match keys.scope {
            None => Scope::default(),
            Some(Located { value, span }) => Scope::read(&value.0, vocabulary).map_err(|(index, message, help)| {
                let node = self.node.get("scope").map(|node| &node.value);
                let at = match node {
                    Some(Value::Sequence(items)) => items.get(index).map_or(span, |item| item.span),
                    _ => span,
                };
                error(message, at, help)
            })?,
        };
        let message = |located: &Located<String>| {
            let message = Message::read(&located.value);
            let unknown = message.names().find(|name| kind.values.iter().all(|(known, _)| known != name));
            match unknown {
                Some(name) => {
                    let known: Vec<_> = kind.values.iter().map(|(known, _)| format!("{{{known}}}")).collect();
                    let help = format!("Rules of kind `{}` can quote {}.", kind.name, known.join(", "));
                    Err(error(format!("there is no value `{{{name}}}`"), located.span, Some(help)))
                }
                None => Ok(message),
            }
        };
        let read_example = |Located { value: entry, span }: Located<ExampleEntry>| {
            entry.read().map_err(|message| error(message.to_owned(), span, None))
        };
        let check = self.build_check(keys.options.as_ref(), overrides, kind, vocabulary)?;
        let examples_span = keys.examples.span;
        let examples = keys.examples.value.into_iter().map(read_example).collect::<Result<Vec<_>, _>>()?;
        for options in examples.iter().filter_map(|example| example.options.as_ref()) {
            // So that whoever runs an example need not ask whether it makes sense.
            self.build_check(keys.options.as_ref(), &self.option_entries(options), kind, vocabulary)?;
        }
        let has = |good| examples.iter().any(|example| example.is_good() == good);
        if !has(true) || !has(false) {
            let message = "a rule has at least one bad and one good example".to_owned();
            return Err(error(message, examples_span, None));
        }
        Ok(Rule {
            id: self.id.clone(),
            group: self.group.clone(),
            kind: kind.name,
            level: keys.severity,
            title: keys.title,
            why: keys.why.trim().to_owned(),
            sources: keys.sources,
            scope,
            examples,
            source: Arc::clone(&self.source),
            message: message(&keys.message)?,
            help: keys.help.as_ref().map(message).transpose()?,
            check,
        })
    }

    /// Options that stand in this file as entries that replace others.
    fn option_entries(&self, options: &Node) -> Vec<OptionEntry> {
        let entries = options.entries().iter();
        entries.map(|entry| OptionEntry { entry: entry.clone(), source: Arc::clone(&self.source) }).collect()
    }

    /// The rule as one of its examples wants it, if that has options of its own.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_for(
        &self,
        example: &Example,
        kinds: &[KindEntry],
        vocabulary: &Vocabulary,
    ) -> Result<Option<Rule>, Invalid> {
        let Some(options) = &example.options else { return Ok(None) };
        self.build(&self.option_entries(options), kinds, vocabulary).map(Some)
    }

    fn build_check(
        &self,
        options: Option<&Node>,
        overrides: &[OptionEntry],
        kind: &KindEntry,
        vocabulary: &Vocabulary,
    ) -> Result<Box<dyn super::Check>, Invalid> {
        let own = options.map(Node::entries).unwrap_or_default();
        let mut merged: Vec<OptionEntry> =
            own.iter().map(|entry| OptionEntry { entry: entry.clone(), source: Arc::clone(&self.source) }).collect();
        for new in overrides {
            match merged.iter_mut().find(|old| old.entry.key == new.entry.key) {
                Some(old) => *old = new.clone(),
                None => merged.push(new.clone()),
            }
        }
        let span = options.map_or(self.node.span, |node| node.span);
        let entries = merged.iter().map(|option| option.entry.clone()).collect();
        let node = Node { value: Value::Mapping(entries), span };
        (kind.build)(&node, vocabulary).map_err(|error| {
            let (error, option) = match error {
                BuildError::Form(error) => {
                    let option = error.key.clone();
                    (error, option)
                }
                BuildError::Option(OptionError { option, message, help, span }) => {
                    (YamlError::new(message, span).with_help(help), Some(option.to_owned()))
                }
            };
            let entry = merged.iter().find(|entry| Some(&entry.entry.key) == option.as_ref());
            let source = entry.map_or(&self.source, |entry| &entry.source);
            Invalid::new(source, error)
        })
    }
}
