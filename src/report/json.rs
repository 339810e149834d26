//! For programs. The form is frozen: fields are added, never changed. Described in `docs/output-formats.md`.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Label, Safety, Severity};
use crate::text::{Source, Span};

use super::{Report, escape};

/// A finding. Lines and columns count from 1, columns in characters; the end is one past the last character.
#[derive(Serialize)]
struct JsonFinding<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    rule: &'d str,
    severity: Severity,
    message: &'d str,
    why: &'d str,
    help: Option<&'d str>,
    related: Vec<JsonLabel<'d>>,
    fix: Option<JsonFix<'d>>,
}

#[derive(Serialize)]
struct JsonLabel<'d> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'d str,
}

#[derive(Serialize)]
struct JsonFix<'d> {
    title: &'d str,
    safety: Safety,
    edits: Vec<JsonEdit<'d>>,
}

/// A replacement of the bytes `start..end`.
#[derive(Serialize)]
struct JsonEdit<'d> {
    start: usize,
    end: usize,
    replacement: &'d str,
}

/// Writes one object a line.
pub(super) fn write_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (source, diagnostic) in report.findings() {
        let line = serde_json::to_string(&finding(source, diagnostic))?;
        writeln!(out, "{}", escape::json(&line))?;
    }
    Ok(())
}

/// Writes one array.
pub(super) fn write_array(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<_> = report.findings().map(|(source, diagnostic)| finding(source, diagnostic)).collect();
    let text = serde_json::to_string_pretty(&findings)?;
    writeln!(out, "{}", escape::json(&text))
}

fn finding<'d>(source: &'d Source, diagnostic: &'d Diagnostic) -> JsonFinding<'d> {
    let (line, column, end_line, end_column) = place(source, diagnostic.primary.span);
    JsonFinding {
        file: source.name(),
        line,
        column,
        end_line,
        end_column,
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        why: &diagnostic.why,
        help: diagnostic.help.as_deref(),
        related: diagnostic.related.iter().map(|related| label(source, related)).collect(),
        fix: diagnostic.fix.as_ref().map(fix),
    }
}

fn label<'d>(source: &Source, label: &'d Label) -> JsonLabel<'d> {
    let (line, column, end_line, end_column) = place(source, label.span);
    JsonLabel { line, column, end_line, end_column, text: &label.text }
}

fn fix(fix: &Fix) -> JsonFix<'_> {
    let edits = fix.edits.iter();
    JsonFix {
        title: &fix.title,
        safety: fix.safety,
        edits: edits
            .map(|edit| JsonEdit { start: edit.span.start, end: edit.span.end, replacement: &edit.replacement })
            .collect(),
    }
}

fn place(source: &Source, span: Span) -> (usize, usize, usize, usize) {
    let (start, end) = (source.position(span.start), source.position(span.end));
    (start.line, start.column, end.line, end.column)
}
