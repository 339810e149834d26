//! Finished results to bytes: one file a format, each into any writer.

mod concise;
pub mod escape;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod json;
mod statistics;
mod summary;

use std::io::{self, Write};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Source;

pub use statistics::write_statistics;
pub use summary::{Summary, write_summary};

/// How results are written. The names are ruff's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// With excerpts, for people.
    #[default]
    Full,
    /// One line each.
    Concise,
    /// One array.
    Json,
    /// One object a line.
    JsonLines,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab Code Quality.
    Gitlab,
}

/// How a terminal wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colors.
    pub color: bool,
    /// Columns.
    pub width: usize,
}

/// A page and what was found on it.
#[derive(Clone, Debug)]
pub struct PageReport {
    /// The page as the places in the diagnostics mean it.
    pub source: Arc<Source>,
    /// In the order of the page.
    pub diagnostics: Vec<Diagnostic>,
}

/// The findings of a run, page by page.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The pages with findings, sorted by name.
    pub pages: Vec<PageReport>,
}

impl Report {
    /// All findings with their sources.
    pub fn findings(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.pages.iter().flat_map(|page| page.diagnostics.iter().map(|diagnostic| (&*page.source, diagnostic)))
    }

    /// Whether there is a finding of at least this severity.
    pub fn fails(&self, fail_on: Severity) -> bool {
        self.findings().any(|(_, diagnostic)| diagnostic.severity >= fail_on)
    }

    /// Writes the findings.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Full => full::write(self, style, out),
            Format::Concise => concise::write(self, out),
            Format::Json => json::write_array(self, out),
            Format::JsonLines => json::write_lines(self, out),
            Format::Github => github::write(self, out),
            Format::Gitlab => gitlab::write(self, out),
        }
    }
}

/// Whether a fix of at least this safety is known.
fn is_fixable(diagnostic: &Diagnostic, least: crate::diagnostic::Safety) -> bool {
    diagnostic.fix.as_ref().is_some_and(|fix| fix.safety >= least)
}
