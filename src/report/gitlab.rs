//! GitLab Code Quality: an array that the merge request widget compares between branches.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::Severity;

use super::{Report, escape};

#[derive(Serialize)]
struct Entry<'d> {
    description: String,
    check_name: &'d str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'d>,
}

#[derive(Serialize)]
struct Location<'d> {
    path: &'d str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes the array.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut entries = Vec::new();
    for (source, diagnostic) in report.findings() {
        let quoted = source.slice(diagnostic.primary.span);
        // Never the line: a finding that moves is the same finding. Equal ones are told apart by counting.
        let hash = fnv1a(&[diagnostic.rule.as_str(), source.name(), quoted, &diagnostic.message]);
        let count = seen.entry(hash).and_modify(|count| *count += 1).or_insert(0);
        let begin = source.position(diagnostic.primary.span.start).line;
        let help = diagnostic.help.as_deref().map(|help| format!(" {help}")).unwrap_or_default();
        entries.push(Entry {
            // GitLab does not show the check's name.
            description: format!("{}: {}{help}", diagnostic.rule, diagnostic.message),
            check_name: diagnostic.rule.as_str(),
            fingerprint: format!("{hash:016x}-{count}"),
            severity: match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: source.name(),
                lines: Lines { begin, end: source.position(diagnostic.primary.span.end).line },
            },
        });
    }
    let text = serde_json::to_string_pretty(&entries)?;
    writeln!(out, "{}", escape::json(&text))
}

/// FNV-1a, 64 bits: the same in every release, which Rust's own hasher does not promise.
fn fnv1a(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    #[test]
    fn fnv1a_is_the_published_one() {
        // Of the empty text, and of "a" (http://www.isthe.com/chongo/tech/comp/fnv/).
        assert_eq!(super::fnv1a(&[]), 0xcbf2_9ce4_8422_2325);
        let of_a = (0xcbf2_9ce4_8422_2325_u64 ^ 0x61).wrapping_mul(0x0000_0100_0000_01b3);
        assert_eq!(of_a, 0xaf63_dc4c_8601_ec8c);
        assert_eq!(super::fnv1a(&["a"]), of_a.wrapping_mul(0x0000_0100_0000_01b3));
    }
}
