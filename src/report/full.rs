//! For people: an excerpt with labels, why it matters and what to write. The only user of miette.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::diagnostic::{Diagnostic, Label, Safety, Severity};
use crate::text::{Source, plural};

use super::excerpt::Excerpt;
use super::{Report, Style, escape};

/// Writes each finding with its excerpt.
pub(super) fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // Built by hand: the global hook would look at the environment, and links would be escapes from page text.
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(1)
        .with_width(style.width.clamp(60, 120));
    for story in stories(report) {
        let Some(((source, diagnostic), others)) = story.split_first() else { continue };
        let mut drawing = Drawing::new(source, diagnostic);
        if !others.is_empty() {
            drawing.message.push_str(&format!(" ({})", extent(&story)));
        }
        let mut text = String::new();
        let drawn = handler.render_report(&mut text, &drawing);
        drawn.map_err(|_| io::Error::other("a finding could not be drawn"))?;
        text.push_str(&also_at(others));
        escape::write_text(&text, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A finding and its page.
type Found<'r> = (&'r Source, &'r Diagnostic);

/// Fewer findings of one cause are told one by one.
const FEWEST_OF_A_STORY: usize = 3;

/// The findings, those of one rule and one cause together at the place of the first.
fn stories(report: &Report) -> Vec<Vec<Found<'_>>> {
    let mut by_cause: HashMap<(&str, &str), Vec<Found<'_>>> = HashMap::new();
    for found in report.findings() {
        if let Some(cause) = &found.1.cause {
            by_cause.entry((found.1.rule.as_str(), cause)).or_default().push(found);
        }
    }
    by_cause.retain(|_, found| found.len() >= FEWEST_OF_A_STORY);
    let mut stories = Vec::new();
    for found in report.findings() {
        let cause = found.1.cause.as_deref();
        match cause.and_then(|cause| by_cause.get_mut(&(found.1.rule.as_str(), cause))) {
            // Told where it begins, and not again.
            Some(story) => stories.push(std::mem::take(story)),
            None => stories.push(vec![found]),
        }
    }
    stories
}

/// "137 times on 113 pages".
fn extent(story: &[Found<'_>]) -> String {
    let pages: HashSet<&str> = story.iter().map(|(source, _)| source.name()).collect();
    format!("{} times on {}", story.len(), plural(pages.len(), "page"))
}

/// Where else the same stands; only the first places of many.
fn also_at(others: &[Found<'_>]) -> String {
    const MOST_PLACES: usize = 5;
    let mut text = String::new();
    for (source, diagnostic) in others.iter().take(MOST_PLACES) {
        let position = source.position(diagnostic.primary.span.start);
        let line = format!("{}:{}:{}", source.name(), position.line, position.column);
        text.push_str(&format!("  also at {}\n", escape::visible(&line)));
    }
    if others.len() > MOST_PLACES {
        let more = others.len() - MOST_PLACES;
        text.push_str(&format!("  and {more} more, which `--output-format concise` lists\n"));
    }
    text
}

/// A diagnostic as miette wants it.
struct Drawing {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
}

impl Drawing {
    fn new(source: &Source, diagnostic: &Diagnostic) -> Self {
        let labels: Vec<Label> = std::iter::once(&diagnostic.primary).chain(&diagnostic.related).cloned().collect();
        let (excerpt, places) = Excerpt::new(source, &labels);
        let labels = labels
            .iter()
            .zip(places)
            .enumerate()
            .map(|(index, (label, place))| {
                let text = Some(escape::visible(&label.text).into_owned()).filter(|text| !text.is_empty());
                match index {
                    0 => LabeledSpan::new_primary_with_span(text, place),
                    _ => LabeledSpan::new_with_span(text, place),
                }
            })
            .collect();
        let fixable = if super::is_fixable(diagnostic, Safety::Safe) { " [*]" } else { "" };
        let advice = [
            diagnostic.help.as_ref().map(|help| escape::visible(help).into_owned()),
            Some(&diagnostic.why).filter(|why| !why.is_empty()).map(|why| format!("Why: {}", escape::visible(why))),
        ];
        let advice: Vec<String> = advice.into_iter().flatten().collect();
        Self {
            code: format!("{}[{}]{fixable}", diagnostic.severity, diagnostic.rule),
            severity: diagnostic.severity,
            message: escape::visible(&diagnostic.message).into_owned(),
            help: Some(advice.join("\n")).filter(|advice| !advice.is_empty()),
            excerpt,
            labels,
        }
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code)
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
