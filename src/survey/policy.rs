//! What each preset would say of the pages, and which of them they follow already.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{RuleId, Severity};
use crate::linter::{Linter, Outcome};
use crate::page::{FrontMatter, Role};
use crate::ruleset::{Library, MadeFor, Preset, preset_names};
use crate::site::Site;
use crate::text::Source;

/// A preset, and what it would say of the pages.
#[derive(Clone, Debug)]
pub struct PolicyUse {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub title: String,
    /// The sections that it asks for; of alternatives the first.
    pub sections: Vec<Role>,
    /// How many pages could be judged: those in a language that the rules read.
    pub judged: usize,
    /// How many of them have all its sections.
    pub followers: usize,
    /// Its rules that find something, the most frequent first.
    pub rules: Vec<RuleUse>,
    /// Whether most pages are of the kind that it was made for.
    suits: bool,
    /// How many of its rules are errors.
    errors: usize,
}

/// What a rule finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleUse {
    /// The rule.
    pub rule: RuleId,
    /// How bad it is under the preset.
    pub severity: Severity,
    /// How many findings.
    pub findings: usize,
    /// On how many pages.
    pub pages: usize,
}

/// A preset is followed already if so many of a hundred pages have its sections.
const ENOUGH: usize = 60;

/// Lints all pages under every preset.
pub(super) fn judge(pages: &[&Source], library: &Library, site: &Arc<Site>) -> Vec<PolicyUse> {
    let judge = |name: &'static str| {
        let preset = Preset::builtin(name).ok()?;
        let rules = library.rule_set(&preset.rules).ok()?;
        let linter = Linter::new(Arc::clone(library.vocabulary()), rules, Arc::clone(site));
        let outcomes: Vec<Outcome> = pages.par_iter().map(|source| linter.lint(source)).collect();
        let suits = preset.made_for.as_ref().is_none_or(|made_for| suits(made_for, pages));
        Some(PolicyUse { suits, ..PolicyUse::of(name, preset.title, &linter, &outcomes) })
    };
    preset_names().filter_map(judge).collect()
}

/// Whether at least half of the pages are of the kind that a preset was made for.
fn suits(made_for: &MadeFor, pages: &[&Source]) -> bool {
    let is_of_kind = |page: &&&Source| {
        let mut folders = page.name().split('/').rev().skip(1);
        let layout = FrontMatter::read(page.text());
        let layout = layout.as_ref().and_then(|matter| matter.get("layout")?.as_str());
        layout.is_some_and(|layout| made_for.layouts.iter().any(|known| known == layout))
            || folders.any(|folder| made_for.folders.iter().any(|known| known == folder))
    };
    pages.iter().filter(is_of_kind).count() * 2 >= pages.len()
}

impl PolicyUse {
    fn of(name: &'static str, title: String, linter: &Linter, outcomes: &[Outcome]) -> Self {
        let active = linter.rules().rules();
        let asks: Vec<_> =
            active.iter().filter(|active| !active.rule.check().sections_for_draft().is_empty()).collect();
        let mut counts: BTreeMap<&RuleId, (Severity, usize, usize)> = BTreeMap::new();
        let (mut judged, mut followers) = (0, 0);
        for outcome in outcomes {
            let misses = outcome.diagnostics.iter().any(|found| asks.iter().any(|asks| asks.rule.id == found.rule));
            judged += usize::from(!outcome.other_language);
            followers += usize::from(!outcome.other_language && !misses);
            let mut last = Vec::new();
            for found in &outcome.diagnostics {
                let (_, findings, pages) = counts.entry(&found.rule).or_insert((found.severity, 0, 0));
                *findings += 1;
                if !last.contains(&&found.rule) {
                    last.push(&found.rule);
                    *pages += 1;
                }
            }
        }
        let mut rules: Vec<RuleUse> = counts
            .into_iter()
            .map(|(rule, (severity, findings, pages))| RuleUse { rule: rule.clone(), severity, findings, pages })
            .collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.findings));
        let sections = asks.iter().flat_map(|active| active.rule.check().sections_for_draft()).collect();
        let errors = active.iter().filter(|active| active.severity == Severity::Error).count();
        Self { name, title, sections, judged, followers, rules, suits: true, errors }
    }

    /// Whether most pages have its sections already.
    pub fn is_followed(&self) -> bool {
        self.judged > 0 && self.followers * 100 >= self.judged * ENOUGH
    }
}

/// The place of the preset to propose: the one with the most sections of those that are followed and were made for such
/// pages. Among equals the one
/// that makes errors of fewer rules: nobody has asked for more.
pub(super) fn propose(policies: &[PolicyUse]) -> usize {
    let default = policies.iter().position(|policy| policy.name == Preset::DEFAULT).unwrap_or(0);
    let followed = policies.iter().enumerate().filter(|(_, policy)| policy.suits && policy.is_followed());
    let key = |policy: &PolicyUse| (policy.sections.len(), std::cmp::Reverse(policy.errors));
    followed.max_by_key(|(_, policy)| key(policy)).map_or(default, |(index, _)| index)
}
