//! Counts by rule: `--statistics`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::diagnostic::Safety;

use super::{Report, escape, is_fixable};

/// Writes a line for each rule, the most frequent first: count, pages, `[*]` if all can be fixed, rule.
///
/// # Errors
/// What the writer says.
pub fn write_statistics(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for page in &report.pages {
        let mut rules: Vec<&str> = Vec::new();
        for diagnostic in &page.diagnostics {
            let entry = counts.entry(diagnostic.rule.as_str()).or_default();
            entry.0 += 1;
            entry.2 += usize::from(is_fixable(diagnostic, Safety::Safe));
            if !rules.contains(&diagnostic.rule.as_str()) {
                rules.push(diagnostic.rule.as_str());
                entry.1 += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, (count, ..))| (std::cmp::Reverse(*count), *rule));
    for (rule, (count, pages, fixable)) in counts {
        let mark = if fixable == count { "[*]" } else { "[ ]" };
        let noun = if pages == 1 { "page " } else { "pages" };
        escape::write_text(&format!("{count:>6}  on {pages:>4} {noun}  {mark} {rule}\n"), out)?;
    }
    Ok(())
}
