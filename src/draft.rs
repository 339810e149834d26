//! A draft page: the sections that the rules in force ask for, with gaps for its author to fill in.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::LazyLock;

use crate::linter::Linter;
use crate::page::Role;
use crate::ruleset::{RuleSet, draft_source};
use crate::text::yaml::{self, Node};

/// What a draft says in each section, by role.
static TEXTS: LazyLock<Node> =
    LazyLock::new(|| yaml::parse(draft_source().text()).expect("a test reads the embedded texts of drafts"));

/// The sections that the rules ask for, in the order in which the policy names them, the introduction first, and those that a
/// rule asks for by itself last.
pub fn sections(rules: &RuleSet) -> Vec<Role> {
    let mut asked: Vec<Vec<Role>> =
        rules.rules().iter().map(|active| active.rule.check().sections_for_draft()).collect();
    asked.sort_by_key(|roles| Reverse(roles.len()));
    let mut sections: Vec<Role> = Vec::new();
    for role in asked.into_iter().flatten() {
        if !sections.contains(&role) {
            sections.push(role);
        }
    }
    // Stable: all others stay as they are.
    sections.sort_by_key(|role| role.as_str() != Role::INTRO);
    sections
}

/// A page with which this linter is content but for the gaps. Without a title that is a gap too.
pub fn draft(linter: &Linter, title: Option<&str>) -> String {
    let title = scalar(title.unwrap_or("{add the title of the job}"));
    let mut page = format!("---\ntitle: {title}\n---\n\n{}\n", text_of(Role::INTRO));
    for role in sections(linter.rules()).iter().filter(|role| role.as_str() != Role::INTRO) {
        let heading = linter.vocabulary().role_title(role);
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {heading}\n\n{}{}\n", wanted(linter.rules(), role), text_of(role.as_str()));
    }
    page
}

/// The sentences and list items that rules want in a section of this role.
fn wanted(rules: &RuleSet, role: &Role) -> String {
    let rules = rules.rules().iter().map(|active| &active.rule).filter(|rule| rule.scope.roles().first() == Some(role));
    let sentences: Vec<&str> = rules.clone().flat_map(|rule| rule.check().sentences_for_draft()).collect();
    let items = rules.filter_map(|rule| Some(format!("- {}\n", rule.check().item_for_draft()?)));
    let paragraph = if sentences.is_empty() { String::new() } else { sentences.join(" ") + "\n\n" };
    paragraph + &items.collect::<String>()
}

fn text_of(role: &str) -> &'static str {
    TEXTS.get(role).and_then(Node::as_str).map_or("{add what belongs under this heading}", str::trim_end)
}

/// A text as a value of YAML: as it is where it can only be read as that text.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | ',' | '&' | '(' | ')'))
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text.to_lowercase().as_str());
    if is_plain {
        return text.to_owned();
    }
    // A string of JSON is one of YAML.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::Library;

    #[test]
    fn every_role_has_a_text_with_a_gap_and_no_other_has() {
        let library = Library::builtin();
        for (role, _) in library.vocabulary().roles() {
            let text = TEXTS.get(role.as_str()).and_then(Node::as_str);
            assert!(text.is_some_and(|text| text.contains("{add ")), "{role}");
        }
        for entry in TEXTS.entries() {
            assert!(library.vocabulary().role(&entry.key).is_some(), "{} is no role", entry.key);
        }
    }

    #[test]
    fn a_title_is_read_back_as_it_is() {
        for title in ["Data Analyst", "Manager: Data", "C# \"Lead\"", "true", "Engineer, R&D (Berlin)", "# 1", "{x}"] {
            let node = yaml::parse(&format!("title: {}\n", scalar(title))).expect("YAML");
            assert_eq!(node.get("title").and_then(Node::as_str), Some(title));
        }
        assert_eq!(scalar("Senior Engineer, R&D"), "Senior Engineer, R&D");
    }
}
