//! A team's own words, laid over a vocabulary: the key `vocabulary` of `jdlint.yml`.

use std::collections::HashMap;
use std::sync::Arc;

use regex::RegexSet;
use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::yaml::{Entry, Located, Node, OneOrMany, Value, YamlError};
use crate::text::{Pattern, Source, nearest};

use super::super::Role;
use super::{RoleWords, Vocabulary, normalize, patterns};

/// The keys under `vocabulary`. Everything may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Keys {
    sections: Option<Node>,
    stages: Option<Node>,
    builtin_order: Option<bool>,
    order: Vec<Located<Vec<Located<String>>>>,
    soft_order: Vec<Located<Vec<Located<String>>>>,
    site_sections: OneOrMany<Located<String>>,
}

/// The keys of a role.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RoleKeys {
    title: Option<Located<String>>,
    aliases: OneOrMany<Located<String>>,
    endings: OneOrMany<Located<String>>,
    patterns: OneOrMany<Located<String>>,
}

impl Vocabulary {
    /// This vocabulary with a team's own words, which stand under `vocabulary` in `source`.
    ///
    /// # Errors
    /// [`Invalid`] at the first thing that is wrong.
    pub fn extend(&self, extension: &Node, source: &Arc<Source>) -> Result<Self, Invalid> {
        let mut extended = self.clone();
        extended.lay_over(extension).map_err(|error| Invalid::new(source, error))?;
        Ok(extended)
    }

    fn lay_over(&mut self, extension: &Node) -> Result<(), YamlError> {
        let keys: Keys = extension.read()?;
        if let Some(sections) = &keys.sections {
            self.extend_sections(entries(sections)?)?;
        }
        if let Some(stages) = &keys.stages {
            self.stages.extend(entries(stages)?)?;
        }
        if keys.builtin_order == Some(false) {
            self.stages.forget_order();
        }
        for pair in &keys.order {
            self.stages.extend_hard(pair)?;
        }
        for pair in &keys.soft_order {
            self.stages.extend_soft(pair)?;
        }
        for name in &keys.site_sections.0 {
            let role = self.role(&name.value).cloned().ok_or_else(|| {
                let near = nearest(&name.value, self.roles().map(|(role, _)| role.as_str()));
                let error = YamlError::new(format!("there is no section role `{}`", name.value), name.span);
                error.with_help(near.map(|near| format!("Did you mean `{near}`?")))
            })?;
            self.on_site.push(role);
        }
        Ok(())
    }

    /// A team's words are tried before all that were there: a heading that it names means what it says.
    fn extend_sections(&mut self, entries: &[Entry]) -> Result<(), YamlError> {
        let mut words = Vec::new();
        let mut headings: HashMap<String, Role> = HashMap::new();
        for entry in entries {
            let keys: RoleKeys = entry.value.read()?;
            let role = self.known_or_own_role(entry, keys.title.as_ref())?;
            for heading in keys.title.iter().chain(&keys.aliases.0) {
                let other = headings.insert(heading_words(heading)?, role.clone());
                if let Some(other) = other.filter(|other| *other != role) {
                    let message = format!("`{}` is a heading of `{other}` already", heading.value);
                    return Err(YamlError::new(message, heading.span));
                }
            }
            words.push(RoleWords {
                role,
                endings: keys.endings.0.iter().map(heading_words).collect::<Result<_, _>>()?,
                patterns: own_patterns(&keys.patterns.0)?,
            });
        }
        self.words.splice(0..0, words);
        self.exact.extend(headings);
        Ok(())
    }

    fn known_or_own_role(&mut self, entry: &Entry, title: Option<&Located<String>>) -> Result<Role, YamlError> {
        if let Some((role, usual)) = self.roles.iter_mut().find(|(role, _)| role.as_str() == entry.key) {
            if let Some(title) = title {
                usual.clone_from(&title.value);
            }
            return Ok(role.clone());
        }
        let Some(title) = title else {
            let names = self.roles().map(|(role, _)| role.as_str());
            return Err(untitled(entry, "section role", "its usual heading", names));
        };
        let role = Role::new(own_name(entry)?);
        self.roles.push((role.clone(), title.value.clone()));
        Ok(role)
    }
}

/// The entries of a mapping from names to words.
fn entries(node: &Node) -> Result<&[Entry], YamlError> {
    match &node.value {
        Value::Mapping(entries) => Ok(entries),
        _ => Err(YamlError::new(format!("expected a mapping of names, found {}", node.describe()), node.span)),
    }
}

/// A name that is not known is that of a role or stage of the team's own if it says what it is called; else it is a slip.
pub(super) fn untitled<'n>(entry: &Entry, what: &str, title: &str, names: impl Iterator<Item = &'n str>) -> YamlError {
    let message = format!("there is no {what} `{}`, and one of your own needs a `title`", entry.key);
    let help = match nearest(&entry.key, names) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Add `title:` with {title}."),
    };
    YamlError::new(message, entry.key_span).with_help(Some(help))
}

/// The name of a role or stage of the team's own. Outlines and scopes (`role(NAME)`) have it as it is written.
pub(super) fn own_name(entry: &Entry) -> Result<&str, YamlError> {
    let name = entry.key.as_str();
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let message = || format!("`{name}` is no name: small letters, digits and hyphens make one");
    if fits { Ok(name) } else { Err(YamlError::new(message(), entry.key_span)) }
}

/// A heading or its ending in the form in which headings are compared.
fn heading_words(heading: &Located<String>) -> Result<String, YamlError> {
    let normal = normalize(&heading.value);
    if normal.is_empty() {
        return Err(YamlError::new(format!("`{}` has no words", heading.value), heading.span));
    }
    Ok(normal)
}

/// Each is checked alone, as patterns of rule files are, for it may come from anywhere. Case is ignored: nobody should
/// have to know that headings are compared in small letters.
pub(super) fn own_patterns(own: &[Located<String>]) -> Result<RegexSet, YamlError> {
    for pattern in own {
        Pattern::new(&pattern.value).map_err(|message| YamlError::new(message, pattern.span))?;
    }
    patterns(own, true)
}
