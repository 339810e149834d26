//! The last lines of a run: what was checked, what was not, what to do next.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::diagnostic::{Safety, Severity};
use crate::site::Unknown;
use crate::text::plural;

use super::{Report, escape, is_fixable};

/// What a run did, beside its findings.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Pages that were checked.
    pub checked: usize,
    /// Markdown files in the folders that are no job pages.
    pub passed_over: usize,
    /// Pages that only list others.
    pub listings: usize,
    /// Pages in another language, for which rules about words and headings were not run.
    pub other_language: usize,
    /// Findings that were left out, on pages with more than anybody would read.
    pub left_out: usize,
    /// What was not checked or not written, and why: name and reason.
    pub problems: Vec<(String, String)>,
    /// Links that could not be checked, by the reason.
    pub unchecked_links: BTreeMap<Unknown, usize>,
    /// Fixes that were applied, and pages that were written.
    pub fixed: (usize, usize),
    /// Nothing was written: the fixes were only shown.
    pub dry_run: bool,
}

/// Writes the summary.
///
/// # Errors
/// What the writer says.
pub fn write_summary(summary: &Summary, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for (name, reason) in &summary.problems {
        text.push_str(&format!("error: {}: {}\n", escape::visible(name), escape::visible(reason)));
    }
    let count = |severity| report.findings().filter(|(_, diagnostic)| diagnostic.severity == severity).count();
    let counts = [
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(count(Severity::Info), "info"),
    ];
    let counts: Vec<String> = counts.into_iter().filter(|count| !count.starts_with("0 ")).collect();
    let found = if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") };
    if !summary.dry_run {
        text.push_str(&format!("Checked {}: {found}.\n", plural(summary.checked, "job page")));
    }
    if summary.left_out > 0 {
        text.push_str(&format!("{} left out: more than a thousand on a page.\n", plural(summary.left_out, "finding")));
    }
    let (fixes, pages) = summary.fixed;
    if fixes > 0 || summary.dry_run {
        let done = if summary.dry_run { "Would fix" } else { "Fixed" };
        text.push_str(&format!("{done} {} on {}.\n", plural(fixes, "finding"), plural(pages, "page")));
    }
    let fixable = |least| report.findings().filter(|(_, diagnostic)| is_fixable(diagnostic, least)).count();
    let (safe, all) = (fixable(Safety::Safe), fixable(Safety::Unsafe));
    if safe > 0 {
        text.push_str(&format!("[*] {safe} fixable with `--fix`.\n"));
    }
    if all > safe {
        text.push_str(&format!("{} more with `--fix --unsafe-fixes`; look at the result.\n", all - safe));
    }
    let unchecked: Vec<(usize, &str)> =
        summary.unchecked_links.iter().filter_map(|(unknown, count)| Some((*count, unknown.reason()?))).collect();
    if !unchecked.is_empty() {
        let total = unchecked.iter().map(|(count, _)| count).sum();
        let reasons: Vec<String> = unchecked.iter().map(|(count, reason)| format!("{count} {reason}")).collect();
        text.push_str(&format!("{} not checked: {}.\n", plural(total, "link"), reasons.join("; ")));
    }
    if summary.listings > 0 {
        let verb = if summary.listings == 1 { "lists" } else { "list" };
        text.push_str(&format!("{} only {verb} others: not checked.\n", plural(summary.listings, "index page")));
    }
    if summary.other_language > 0 {
        let pages = plural(summary.other_language, "page");
        text.push_str(&format!("{pages} not in English: only structure, links and templates were checked.\n"));
    }
    if summary.passed_over > 0 {
        let verb = if summary.passed_over == 1 { "is not a job page" } else { "are not job pages" };
        text.push_str(&format!("{} {verb}.\n", plural(summary.passed_over, "other Markdown file")));
    }
    if summary.checked == 0 && summary.problems.is_empty() {
        text.push_str(
            "Nothing was checked: name a page, or say with `pages.include` in jdlint.yml which are job pages.\n",
        );
    }
    if !summary.problems.is_empty() {
        text.push_str(&format!("{} not checked or not written.\n", plural(summary.problems.len(), "file")));
    }
    escape::write_text(&text, out)
}
