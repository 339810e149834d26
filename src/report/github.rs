//! Annotations of GitHub Actions: `::error file=..,line=..::message`.
//!
//! The escapes are those of `actions/toolkit`, `packages/core/src/command.ts`.

use std::io::{self, Write};

use crate::diagnostic::Severity;

use super::{Report, escape};

/// GitHub shows this many annotations of each severity for a step, and no more.
const SHOWN: usize = 10;

/// Writes an annotation for each finding, the most severe first, because GitHub shows only the first ten.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut findings: Vec<_> = report.findings().collect();
    findings.sort_by_key(|(_, diagnostic)| std::cmp::Reverse(diagnostic.severity));
    for (source, diagnostic) in &findings {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (start, end) =
            (source.position(diagnostic.primary.span.start), source.position(diagnostic.primary.span.end));
        // GitHub ignores columns of a range over several lines.
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let help = diagnostic.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = format!("{}{help}", diagnostic.message);
        writeln!(
            out,
            "::{command} title={},file={},line={},endLine={}{columns}::{}",
            property(diagnostic.rule.as_str()),
            property(source.name()),
            start.line,
            end.line,
            data(&message),
        )?;
    }
    let most = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| findings.iter().filter(|(_, diagnostic)| diagnostic.severity == severity).count());
    let hidden: usize = most.iter().map(|count| count.saturating_sub(SHOWN)).sum();
    if hidden > 0 {
        writeln!(out, "::notice title=jdlint::{hidden} more findings are in the log; GitHub shows ten of a kind")?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    // Line breaks are escaped below, not made visible: GitHub shows them as line breaks.
    let lines: Vec<String> = text.split('\n').map(|line| escape::visible(line).replace("##[", "##\\[")).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    let text = text.replace("##[", "##\\[");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_breaks_out_of_a_command() {
        assert_eq!(property("a:b,c%d\ne"), "a%3Ab%2Cc%25d%0Ae");
        assert_eq!(data("100%\n::error::x ##[group]"), "100%25%0A::error::x ##\\[group]");
    }
}
