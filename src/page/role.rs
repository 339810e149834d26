//! What a section is for, told from its heading.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use super::{HeadingStyle, Page, SectionId, Vocabulary};

/// What a section is for: `responsibilities`, `hiring-process`, ... The names are those of
/// `rules/vocabulary/sections.yml` and a team's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(Arc<str>);

impl Role {
    /// The introduction: what stands before the first heading that has a role.
    pub const INTRO: &str = "intro";
    /// The levels of the job, each with sections of its own.
    pub const LEVELS: &str = "levels";
    /// The hiring process, whose lists are hiring steps.
    pub const HIRING_PROCESS: &str = "hiring-process";

    pub(super) fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// A role and how it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// What the section is for.
    pub role: Role,
    /// How that was told.
    pub how: How,
    /// What stands before the words of the role: "Senior Analyst" in "Senior Analyst Requirements".
    pub prefix: Option<String>,
    /// A second role that the section has too: "Responsibilities and Requirements".
    pub also: Option<Role>,
}

/// How the role of a section was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The heading is the usual one.
    Exact,
    /// The heading is another name for it.
    Alias,
    /// The heading ends with the usual words: "Senior Analyst Requirements".
    Ending,
    /// The heading is a phrase like "You may be a fit if you".
    Pattern,
    /// The heading is a misspelling.
    Misspelled,
    /// By its place on the page: the introduction has no heading.
    Position,
}

impl How {
    /// The word used in outlines.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Exact => "exact",
            How::Alias => "alias",
            How::Ending => "ending",
            How::Pattern => "pattern",
            How::Misspelled => "misspelled",
            How::Position => "position",
        }
    }
}

/// A heading of fewer letters is too short to tell a misspelling from another word.
const FEWEST_LETTERS_OF_MISSPELLED: usize = 8;

/// A bold line with more words is a sentence in bold.
const MOST_WORDS_OF_BOLD_ENDING: usize = 5;

/// Gives every section of the page its role.
pub(super) fn recognize(page: &mut Page<'_>, vocabulary: &Vocabulary) {
    for index in 1..page.sections.len() {
        let Some(heading) = &page.sections[index].heading else { continue };
        let text = page.passage(heading.passage).plain.text();
        page.sections[index].role = recognize_combined(text, heading.style, vocabulary)
            .or_else(|| recognize_heading(text, heading.style, vocabulary));
    }
    recognize_intro(page, vocabulary);
}

/// The introduction is the prose before the first heading, or under the title of the page if that is a heading.
fn recognize_intro(page: &mut Page<'_>, vocabulary: &Vocabulary) {
    let Some(role) = vocabulary.role(Role::INTRO).cloned() else { return };
    let under_title = page.sections.get(1).is_some_and(|first| first.level == 1 && first.role.is_none());
    for id in [Some(SectionId::ROOT), under_title.then_some(SectionId(1))].into_iter().flatten() {
        if page.section(id).has_content() {
            let how = How::Position;
            page.sections[id.0].role = Some(Recognition { role: role.clone(), how, prefix: None, also: None });
            return;
        }
    }
}

/// "Responsibilities and Requirements": both halves are names of roles by themselves.
///
/// Not if the whole is a name too: a team may call its benefits "Mission and perks".
fn recognize_combined(text: &str, style: HeadingStyle, vocabulary: &Vocabulary) -> Option<Recognition> {
    let normal = normalize(text);
    if vocabulary.exact(&normal).is_some() {
        return None;
    }
    let (first, second) = normal.split_once(" and ").or_else(|| normal.split_once('/'))?;
    let first = recognize_heading(first, style, vocabulary)?;
    let second = recognize_heading(second, style, vocabulary)?;
    let by_name = |how| matches!(how, How::Exact | How::Alias | How::Ending);
    let differ = first.role != second.role && by_name(first.how) && by_name(second.how);
    differ.then_some(Recognition { also: Some(second.role), ..first })
}

pub(super) fn recognize_heading(text: &str, style: HeadingStyle, vocabulary: &Vocabulary) -> Option<Recognition> {
    let normal = normalize(text);
    if normal.is_empty() {
        return None;
    }
    let found = |role: &Role, how, prefix: Option<&str>| Recognition {
        role: role.clone(),
        how,
        prefix: prefix.map(str::trim).filter(|prefix| !prefix.is_empty()).map(str::to_owned),
        also: None,
    };
    if let Some((role, usual)) = vocabulary.exact(&normal) {
        return Some(found(role, if usual { How::Exact } else { How::Alias }, None));
    }
    let without_brackets = without_brackets(&normal);
    if let Some((role, _)) = vocabulary.exact(without_brackets) {
        return Some(found(role, How::Alias, None));
    }
    if let Some(words) = vocabulary.words.iter().find(|words| words.patterns.is_match(&normal)) {
        return Some(found(&words.role, How::Pattern, None));
    }
    // A lead-in and a longer bold line are sentences: their last words say little.
    let words = without_brackets.split(' ').count();
    if style == HeadingStyle::LeadIn || (style == HeadingStyle::Bold && words > MOST_WORDS_OF_BOLD_ENDING) {
        return None;
    }
    // The longest wins; among equals the first, which is a team's own.
    let ending = vocabulary
        .words
        .iter()
        .flat_map(|words| words.endings.iter().map(move |ending| (&words.role, ending)))
        .filter_map(|(role, ending)| Some((role, ending, prefix_before(without_brackets, ending)?)))
        .min_by_key(|(_, ending, _)| Reverse(ending.len()));
    if let Some((role, _, prefix)) = ending {
        return Some(found(role, How::Ending, Some(prefix)));
    }
    misspelled(without_brackets, vocabulary).map(|(role, prefix)| found(role, How::Misspelled, Some(prefix)))
}

/// The heading without a remark in brackets at its end: "Performance Indicators (PI)".
fn without_brackets(heading: &str) -> &str {
    match heading.strip_suffix(')').and_then(|open| open.rfind(" (")) {
        Some(at) => heading[..at].trim_end(),
        None => heading,
    }
}

/// What stands before `ending` if `heading` ends with it as whole words.
fn prefix_before<'h>(heading: &'h str, ending: &str) -> Option<&'h str> {
    let prefix = heading.strip_suffix(ending)?;
    prefix.ends_with([' ', '-', '/']).then_some(prefix)
}

/// The role whose ending differs from the last word by a slip or two.
fn misspelled<'a>(heading: &'a str, vocabulary: &'a Vocabulary) -> Option<(&'a Role, &'a str)> {
    let start = heading.rfind(' ').map_or(0, |space| space + 1);
    let word = &heading[start..];
    if word.len() < FEWEST_LETTERS_OF_MISSPELLED {
        return None;
    }
    vocabulary.words.iter().find_map(|words| {
        let near = words.endings.iter().any(|ending| {
            ending.len() >= FEWEST_LETTERS_OF_MISSPELLED
                && ending.as_bytes()[0] == word.as_bytes()[0]
                && strsim::damerau_levenshtein(ending, word) <= 2
        });
        near.then_some((&words.role, &heading[..start]))
    })
}

/// A heading in the form in which headings are compared: small letters, single spaces, `and` for `&`, no numbering,
/// no marks at the ends.
pub(super) fn normalize(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('&', " and ").replace(['\u{2013}', '\u{2014}'], "-");
    let lower = lower.replace(['\u{2019}', '\u{2018}'], "'");
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbered = joined.trim_start_matches(|c: char| c.is_ascii_digit());
    let unnumbered = match numbered.strip_prefix(['.', ')']) {
        Some(rest) if numbered.len() < joined.len() => rest,
        _ => &joined,
    };
    unnumbered
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn headings_are_compared_without_decoration() {
        for heading in
            ["What You’ll Bring:", "  🚀 what you'll bring…", "2. What you'll  bring?", "- What you'll bring"]
        {
            assert_eq!(normalize(heading), "what you'll bring", "{heading}");
        }
        assert_eq!(normalize("Perks & Benefits"), "perks and benefits");
        assert_eq!(normalize("Performance Indicators (PI)"), "performance indicators (pi)");
        assert_eq!(normalize("18F"), "18f");
    }
}
