//! One line each: `page.md:12:3: warning[rule] [*] message`.

use std::io::{self, Write};

use crate::diagnostic::Safety;

use super::{Report, escape, is_fixable};

/// Writes a line for each finding.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (source, diagnostic) in report.findings() {
        let position = source.position(diagnostic.primary.span.start);
        let fixable = if is_fixable(diagnostic, Safety::Safe) { "[*] " } else { "" };
        let line = format!(
            "{}:{}:{}: {}[{}] {fixable}{}\n",
            escape::visible(source.name()),
            position.line,
            position.column,
            diagnostic.severity,
            diagnostic.rule,
            escape::visible(&diagnostic.message),
        );
        escape::write_text(&line, out)?;
    }
    Ok(())
}
