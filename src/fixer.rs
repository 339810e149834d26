//! Applies fixes: the only place where edits become text, for the command and an editor alike.

mod write;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, RuleId, Safety};
use crate::linter::{Linter, Outcome};
use crate::page::FrontMatter;
use crate::text::{Source, Span};

pub use write::{WriteError, write_page};

/// Rounds of linting and fixing after which the fixes must have come to rest.
const MOST_ROUNDS: usize = 10;

/// A page after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes were applied, by rule.
    pub applied: BTreeMap<RuleId, usize>,
    /// What is left to say about the new text.
    pub remaining: Outcome,
}

impl Fixed {
    /// How many fixes were applied.
    pub fn count(&self) -> usize {
        self.applied.values().sum()
    }
}

/// Why no fix was applied to a page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FixError {
    /// Two rules undo each other's work.
    #[error("fixes of {} do not come to rest; please report this", rules.iter().map(RuleId::as_str).collect::<Vec<_>>().join(", "))]
    Endless {
        /// The rules that still had fixes in the last round.
        rules: Vec<RuleId>,
    },
    /// The front matter could be read before the fixes and not after.
    #[error("a fix would break the front matter; please report this")]
    FrontMatter,
}

/// Lints and fixes until there is nothing left to fix of at least this safety.
///
/// # Errors
/// [`FixError`] if the fixes do not end or break the page; then no fix of them should be written.
pub fn fix(linter: &Linter, source: &Source, least: Safety) -> Result<Fixed, FixError> {
    let mut applied = BTreeMap::new();
    let mut text = source.text().to_owned();
    let mut remaining = linter.lint_all(source);
    for _ in 0..MOST_ROUNDS {
        let Some((next, rules)) = apply(&text, &remaining.diagnostics, least) else {
            return Ok(Fixed { text, applied, remaining });
        };
        for rule in rules {
            *applied.entry(rule).or_insert(0) += 1;
        }
        text = next;
        let mut fixed = Source::new(source.name(), &*text);
        if let Some(location) = source.location() {
            fixed = fixed.with_location(location);
        }
        if breaks_front_matter(source, &fixed) {
            return Err(FixError::FrontMatter);
        }
        remaining = linter.lint_all(&fixed);
    }
    let rules = apply(&text, &remaining.diagnostics, least).map(|(_, rules)| rules).unwrap_or_default();
    Err(FixError::Endless { rules })
}

/// Applies the fixes that do not overlap, the first ones first. Nothing if there is nothing to apply.
fn apply(text: &str, diagnostics: &[Diagnostic], least: Safety) -> Option<(String, Vec<RuleId>)> {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rules = Vec::new();
    for diagnostic in diagnostics {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.safety >= least) else { continue };
        let fits = fix.edits.iter().all(|edit| text.get(edit.span.range()).is_some());
        // Edits so far by their begin; none overlaps another, so only the neighbors can touch a new one.
        let touches = |new: &Edit| {
            let before = taken.range(..=new.span.start).next_back();
            let after = taken.range(new.span.start..).next();
            let overlaps = |old: Span| new.span.overlaps(old) || new.span.start == old.start;
            before.into_iter().chain(after).any(|(start, end)| overlaps(Span::new(*start, *end)))
        };
        if fits && !fix.edits.iter().any(touches) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            edits.extend(&fix.edits);
            rules.push(diagnostic.rule.clone());
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span);
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        fixed.push_str(&text[at..edit.span.start]);
        fixed.push_str(&edit.replacement);
        at = edit.span.end;
    }
    fixed.push_str(&text[at..]);
    // Edits that change nothing would be applied again in every round.
    (fixed != text).then_some((fixed, rules))
}

fn breaks_front_matter(before: &Source, after: &Source) -> bool {
    let readable = |source: &Source| FrontMatter::read(source.text()).map(|matter| matter.error().is_none());
    readable(before) == Some(true) && readable(after) != Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, Label, Severity};

    fn diagnostic(start: usize, end: usize, replacement: &str, safety: Safety) -> Diagnostic {
        let edit = Edit { span: Span::new(start, end), replacement: replacement.to_owned() };
        Diagnostic {
            rule: RuleId::new("a-rule").expect("an id"),
            severity: Severity::Warning,
            message: String::new(),
            primary: Label::new(Span::new(start, end), ""),
            related: Vec::new(),
            why: String::new(),
            help: None,
            fix: Some(Fix { title: String::new(), edits: vec![edit], safety }),
            cause: None,
        }
    }

    #[test]
    fn overlapping_fixes_are_not_both_applied() {
        let found = [diagnostic(0, 3, "x", Safety::Safe), diagnostic(2, 5, "y", Safety::Safe)];
        assert_eq!(apply("abcdef", &found, Safety::Safe).map(|(text, _)| text), Some("xdef".to_owned()));
    }

    #[test]
    fn only_fixes_that_are_safe_enough_are_applied() {
        let found = [diagnostic(0, 1, "x", Safety::Unsafe), diagnostic(2, 3, "y", Safety::Display)];
        assert_eq!(apply("abc", &found, Safety::Safe), None);
        assert_eq!(apply("abc", &found, Safety::Unsafe).map(|(text, _)| text), Some("xbc".to_owned()));
    }

    #[test]
    fn a_place_that_does_not_fit_is_left_alone() {
        let found = [diagnostic(1, 2, "x", Safety::Safe), diagnostic(9, 12, "y", Safety::Safe)];
        assert_eq!(apply("é", &found, Safety::Safe), None);
    }
}
