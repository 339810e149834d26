//! Headings that are written in a way that hides them, or names their section wrongly.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{BlockKind, Heading, HeadingStyle, How, Page, Section, SectionId, Vocabulary};
use crate::rule::{Check, Context, Finding, Findings, Kind, OptionError, ValueDoc};
use crate::text::Span;

/// Finds headings of one wrong form.
#[derive(Debug)]
pub(super) struct HeadingForm {
    report: Report,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Which form to report.
    report: Report,
}

/// What can be wrong with a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// A misspelling of the usual heading of a role.
    Misspelled,
    /// `##Words`, which most renderers do not take for a heading.
    Unspaced,
    /// A bold line where a heading is meant.
    Bold,
    /// A heading two or more levels below the one around it.
    LevelSkip,
    /// Another name for the usual heading of a role.
    Alias,
    /// The same words as a heading beside it.
    Duplicate,
}

impl Kind for HeadingForm {
    const NAME: &'static str = "heading";
    const ABOUT: &'static str = "headings that are hidden from readers of the outline, or named unusually";
    const VALUES: &'static [ValueDoc] = &[
        ("heading", "the words of the heading"),
        ("usual", "the usual heading of its role"),
        ("marks", "the `#` that the heading should have"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { report: options.report })
    }
}

impl Check for HeadingForm {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let headings = page.sections().filter_map(|(_, section)| {
            let heading = section.heading.as_ref()?;
            Some((section, heading, page.heading_words(heading)))
        });
        let vocabulary = context.vocabulary;
        match self.report {
            Report::Misspelled => headings.for_each(|(section, heading, text)| {
                misspelled(section, heading, text, vocabulary, findings);
            }),
            Report::Unspaced => headings.for_each(|(_, heading, text)| unspaced(page, heading, text, findings)),
            Report::Bold => bold(page, findings),
            Report::LevelSkip => headings.for_each(|(section, heading, text)| {
                level_skip(page, section, heading, text, findings);
            }),
            Report::Alias => headings.for_each(|(section, heading, text)| {
                alias(section, heading, text, vocabulary, findings);
            }),
            Report::Duplicate => duplicate(page, findings),
        }
    }

    fn reads_english(&self) -> bool {
        matches!(self.report, Report::Misspelled | Report::Alias)
    }
}

fn at<'f>(findings: &'f mut Findings, heading: &Heading, text: &str) -> &'f mut Finding {
    findings.at(heading.content).value("heading", text)
}

fn replace(title: String, span: Span, replacement: String, safety: Safety) -> Fix {
    Fix { title, edits: vec![Edit { span, replacement }], safety }
}

fn misspelled(section: &Section, heading: &Heading, text: &str, vocabulary: &Vocabulary, findings: &mut Findings) {
    let Some(recognition) = section.role.as_ref().filter(|recognition| recognition.how == How::Misspelled) else {
        return;
    };
    let usual = vocabulary.role_title(&recognition.role);
    let finding = at(findings, heading, text).value("usual", usual);
    // The last word, without the marks after it, is the one that was recognized.
    let word = text.rsplit(' ').next().unwrap_or(text).trim_end_matches(|c: char| !c.is_alphanumeric());
    let usual_word = usual.rsplit(' ').next().unwrap_or(usual);
    let right = if word.starts_with(char::is_lowercase) { usual_word.to_lowercase() } else { usual_word.to_owned() };
    finding.label(format!("write `{right}`"));
    let end = heading.content.end;
    let Some(at) = text.rfind(word).map(|at| heading.content.start + at) else { return };
    // Only where the heading has no markup, so that the words stand in the page as they read. A link to the misspelled
    // anchor breaks when the heading is mended: a reader should look.
    if heading.content.len() == text.len() && at + word.len() <= end {
        let title = format!("Replace `{word}` with `{right}`");
        finding.fix(replace(title, Span::new(at, at + word.len()), right, Safety::Unsafe));
    }
}

fn unspaced(page: &Page<'_>, heading: &Heading, text: &str, findings: &mut Findings) {
    if heading.style != HeadingStyle::Unspaced {
        return;
    }
    let line = page.source().slice(heading.span);
    let marks = line.len() - line.trim_start_matches('#').len();
    let after = heading.span.start + marks;
    let mut fix = replace(format!("Put a space before `{text}`"), Span::empty(after), " ".to_owned(), Safety::Safe);
    // Closing marks without a space before them would be words.
    let open = line.trim_end_matches('#');
    if open.len() < line.len() && open.len() > marks && !open.ends_with(char::is_whitespace) {
        let closing = Span::new(heading.span.start + open.len(), heading.span.end);
        fix.edits.push(Edit { span: closing, replacement: String::new() });
    }
    at(findings, heading, text).label("no space after `#`").value("marks", "#".repeat(marks)).fix(fix);
}

/// A page that writes one heading in bold writes all so: that is one story, with all its places.
fn bold(page: &Page<'_>, findings: &mut Findings) {
    // A bold line without a role is often emphasis, or the name of a topic within a section.
    let is_bold = |(_, section): &(SectionId, &Section)| {
        section.heading.as_ref().is_some_and(|heading| heading.style == HeadingStyle::Bold)
    };
    let text = |section: &Section| section.heading.as_ref().map(|heading| page.heading_words(heading));
    let all: Vec<(SectionId, &Section)> = page.sections().filter(is_bold).collect();
    let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
    for (_, section) in &all {
        *counts.entry(text(section)).or_insert(0) += 1;
    }
    let bold = all.iter().filter_map(|(id, section)| {
        let heading = section.heading.as_ref().filter(|_| section.role.is_some())?;
        // The same words again and again label parts; those above a table are its caption; the first line is the title.
        let is_label = counts[&text(section)] > 1;
        let is_caption = section.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Table(_)));
        let is_title = id.index() == 1 && !page.section(SectionId::ROOT).has_content();
        (!is_label && !is_caption && !is_title).then_some((*section, heading))
    });
    let words = |heading: &Heading| page.heading_words(heading).trim_end_matches(':').trim().to_owned();
    let marks = |section: &Section| "#".repeat(usize::from(section.level.clamp(2, 6)));
    let bold: Vec<(&Section, &Heading)> = bold.collect();
    let Some(((section, first), others)) = bold.split_first() else { return };
    let edits = bold.iter().map(|(section, heading)| Edit {
        span: heading.span,
        replacement: format!("{} {}", marks(section), words(heading)),
    });
    let title = "Make the bold lines headings".to_owned();
    let fix = Fix { title, edits: edits.collect(), safety: Safety::Unsafe };
    let finding = at(findings, first, &words(first));
    finding.label("bold, but no heading").value("marks", marks(section)).fix(fix);
    for (_, other) in others {
        finding.related(other.content, "this one too");
    }
}

fn level_skip(page: &Page<'_>, section: &Section, heading: &Heading, text: &str, findings: &mut Findings) {
    let counts = |style| matches!(style, HeadingStyle::Atx | HeadingStyle::Setext | HeadingStyle::Unspaced);
    let Some(parent) = section.parent.map(|parent| page.section(parent)) else { return };
    let Some(above) = parent.heading.as_ref().filter(|above| counts(above.style) && counts(heading.style)) else {
        return;
    };
    if section.level <= parent.level + 1 {
        return;
    }
    let marks = "#".repeat(usize::from(parent.level) + 1);
    let finding = at(findings, heading, text);
    finding.label("too deep").value("marks", &*marks).related(above.content, "the heading above it");
    let line = page.source().slice(heading.span);
    let own = line.len() - line.trim_start_matches('#').len();
    if heading.style == HeadingStyle::Atx && own == usize::from(section.level) {
        let span = Span::new(heading.span.start, heading.span.start + own);
        finding.fix(replace(format!("Write `{marks}`"), span, marks, Safety::Unsafe));
    }
}

fn alias(section: &Section, heading: &Heading, text: &str, vocabulary: &Vocabulary, findings: &mut Findings) {
    let Some(recognition) = section.role.as_ref().filter(|recognition| recognition.how == How::Alias) else { return };
    let usual = vocabulary.role_title(&recognition.role);
    at(findings, heading, text).label(format!("usually `{usual}`")).value("usual", usual);
}

fn duplicate(page: &Page<'_>, findings: &mut Findings) {
    for (_, parent) in page.sections() {
        let mut seen: HashMap<String, &Heading> = HashMap::new();
        for section in parent.children.iter().map(|child| page.section(*child)) {
            let Some(heading) = section.heading.as_ref().filter(|heading| heading.style.has_anchor()) else { continue };
            let text = page.heading_words(heading);
            if text.is_empty() {
                continue;
            }
            match seen.entry(text.to_lowercase()) {
                Entry::Occupied(first) => {
                    let first = first.get().content;
                    at(findings, heading, text).label("the second of this name").related(first, "the first one");
                }
                Entry::Vacant(entry) => {
                    entry.insert(heading);
                }
            }
        }
    }
}
