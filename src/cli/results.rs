//! What a run of `jdlint check` gives: fixed pages written, findings reported, the exit code.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use jdlint::fixer::{self, Fixed};
use jdlint::report::{PageReport, Report, Summary, escape, write_statistics, write_summary};
use jdlint::{Error, Outcome, Source};
use similar::TextDiff;

use super::Status;
use super::args::CheckArgs;
use super::check::Checked;
use super::output::{Output, unwritten};

/// The results of a run, page by page.
pub(super) struct Results<'a> {
    args: &'a CheckArgs,
    report: Report,
    diffs: Vec<String>,
    /// Standard input after its fixes; it has nowhere to go but standard output.
    fixed_stdin: Option<String>,
    summary: Summary,
}

impl<'a> Results<'a> {
    pub(super) fn new(args: &'a CheckArgs, passed_over: usize, problems: Vec<(String, String)>) -> Self {
        let summary = Summary { passed_over, problems, dry_run: args.diff, ..Summary::default() };
        Self { args, report: Report::default(), diffs: Vec::new(), fixed_stdin: None, summary }
    }

    /// Adds a page, and writes it if it was fixed.
    pub(super) fn add(&mut self, page: Checked) {
        match page {
            Checked::Problem { name, reason } => self.summary.problems.push((name, reason)),
            Checked::Linted { source, outcome } => self.add_outcome(source, outcome),
            Checked::Fixed { before, path, fixed } => self.add_fixed(before, path.as_deref(), fixed),
        }
    }

    fn add_fixed(&mut self, before: Source, path: Option<&Path>, fixed: Fixed) {
        let changed = fixed.text != before.text();
        if changed && self.args.diff {
            self.diffs.push(diff(&before, &fixed.text));
        } else if changed
            && let Some(path) = path
            && let Err(error) = fixer::write_page(path, before.text(), &fixed.text)
        {
            self.summary.problems.push((before.name().to_owned(), error.to_string()));
            return;
        }
        if changed {
            self.summary.fixed.0 += fixed.count();
            self.summary.fixed.1 += 1;
        }
        if path.is_none() {
            self.fixed_stdin = Some(fixed.text.clone());
        }
        let after = Source::new(before.name(), fixed.text);
        self.add_outcome(after, fixed.remaining);
    }

    fn add_outcome(&mut self, source: Source, outcome: Outcome) {
        if outcome.is_listing {
            self.summary.listings += 1;
            return;
        }
        self.summary.checked += 1;
        self.summary.other_language += usize::from(outcome.other_language);
        self.summary.left_out += outcome.left_out;
        for (unknown, count) in outcome.unchecked_links {
            *self.summary.unchecked_links.entry(unknown).or_insert(0) += count;
        }
        if !outcome.diagnostics.is_empty() {
            self.report.pages.push(PageReport { source: Arc::new(source), diagnostics: outcome.diagnostics });
        }
    }

    /// Writes findings to standard output or to the file that was named, and the summary to standard error.
    pub(super) fn write(&self, output: &Output) -> Result<(), Error> {
        let written = match (&self.args.output_file, &self.fixed_stdin) {
            _ if self.args.diff => output.write(|out| self.write_diffs(out)),
            (Some(path), _) => {
                let mut bytes = Vec::new();
                self.write_findings(output, &mut bytes).and_then(|()| std::fs::write(path, bytes))
            }
            // An editor that pipes a buffer through wants the page and nothing else.
            (None, Some(text)) => {
                output.note(|out| self.write_findings(output, out));
                output.write(|out| out.write_all(text.as_bytes()))
            }
            (None, None) => output.write(|out| self.write_findings(output, out)),
        };
        written.map_err(|error| unwritten(&error))?;
        if !self.args.quiet || !self.summary.problems.is_empty() {
            output.note(|out| write_summary(&self.summary, &self.report, out));
        }
        Ok(())
    }

    fn write_findings(&self, output: &Output, out: &mut dyn Write) -> io::Result<()> {
        if self.args.statistics {
            return write_statistics(&self.report, out);
        }
        self.report.write(self.args.output_format.into(), output.style(), out)
    }

    fn write_diffs(&self, out: &mut dyn Write) -> io::Result<()> {
        for diff in &self.diffs {
            for line in diff.split_inclusive('\n') {
                // The line end stays as it is: `patch` compares it.
                let content = line.trim_end_matches(['\r', '\n']);
                let line_end = &line[content.len()..];
                escape::write_text(&escape::visible(content), out)?;
                out.write_all(line_end.as_bytes())?;
            }
        }
        Ok(())
    }

    /// The exit code: what was not done counts more than what was found.
    pub(super) fn status(&self) -> Status {
        let found = if self.args.diff { !self.diffs.is_empty() } else { self.report.fails(self.args.fail_on.into()) };
        match () {
            () if !self.summary.problems.is_empty() => Status::Failed,
            () if found && !self.args.exit_zero => Status::Findings,
            () => Status::Clean,
        }
    }
}

fn diff(before: &Source, after: &str) -> String {
    let diff = TextDiff::from_lines(before.text(), after);
    let name = before.name();
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}
