//! Lines after a list item that were meant to stand on their own.

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{ListMark, Page, Step, StepForm, StepList, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::Span;
use crate::text::yaml::OneOrMany;

/// Finds steps and closing sentences that Markdown joins to the step above them.
#[derive(Debug)]
pub(super) struct ListBreak {
    openers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Words with which a sentence begins and the rest of one does not. A line that begins otherwise may be the second
    /// half of its sentence.
    openers: OneOrMany<String>,
}

impl Kind for ListBreak {
    const NAME: &'static str = "list-break";
    const ABOUT: &'static str = "lines that Markdown joins to the hiring step above them";
    const VALUES: &'static [ValueDoc] = &[
        ("line", "the first words of the line, or of the first step of a paragraph"),
        ("problem", "what Markdown makes of it"),
        ("meant", "what it was meant to be"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { openers: options.openers.0 })
    }
}

impl Check for ListBreak {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for list in page.step_lists() {
            match list.form {
                StepForm::Items => self.check_items(page, context.vocabulary, list, findings),
                StepForm::Prose => check_lines(page, list, findings),
                _ => {}
            }
        }
    }
}

impl ListBreak {
    fn check_items(&self, page: &Page<'_>, vocabulary: &Vocabulary, list: &StepList, findings: &mut Findings) {
        for (place, step) in list.steps.iter().enumerate() {
            let Some(mark) = ListMark::read(page.source(), step.item) else { continue };
            let is_last = place + 1 == list.steps.len();
            for line in mark.lazy_lines(page.source(), step.item) {
                let text = page.source().slice(line);
                if !self.opens_a_sentence(text) {
                    continue;
                }
                match vocabulary.stage_of(text).map(|(_, is_step)| is_step) {
                    Some(true) => report_step(page, line, mark, findings),
                    // In the midst of a list it may be a remark on the step.
                    Some(false) if is_last => report_closing(page, line, findings),
                    _ => {}
                }
            }
        }
    }

    fn opens_a_sentence(&self, line: &str) -> bool {
        let first = line.trim_start_matches(['*', '_', '"']).split(|c: char| !c.is_alphabetic()).next();
        first.is_some_and(|first| {
            first.starts_with(char::is_uppercase)
                && self.openers.iter().any(|opener| opener.eq_ignore_ascii_case(first))
        })
    }
}

/// The first words of a line, enough to find it by.
fn beginning(line: &str) -> String {
    const MOST_WORDS: usize = 7;
    let words: Vec<&str> = line.split_whitespace().take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS { words[..MOST_WORDS].join(" ") + " ..." } else { words.join(" ") }
}

/// Reports a line that is joined to the step above it.
fn report(page: &Page<'_>, line: Span, label: &str, meant: &str, title: &str, edit: Edit, findings: &mut Findings) {
    let source = page.source();
    findings
        .at(source.first_line(line))
        .label(label)
        .value("line", beginning(source.slice(line)))
        .value("problem", "is joined to the step above it")
        .value("meant", meant)
        .fix(Fix { title: title.to_owned(), edits: vec![edit], safety: Safety::Safe });
}

fn report_step(page: &Page<'_>, line: Span, mark: ListMark, findings: &mut Findings) {
    let blanks = " ".repeat(mark.content.saturating_sub(mark.column + mark.span.len()).max(1));
    let number = mark.number.map(|number| (number + 1).to_string()).unwrap_or_default();
    let replacement = format!("{}{number}{}{blanks}", " ".repeat(mark.column), mark.sign);
    let edit = Edit { span: Span::new(page.source().line_start(line.start), line.start), replacement };
    report(page, line, "a step without its mark", "a step of its own", "Make it an item of the list", edit, findings);
}

fn report_closing(page: &Page<'_>, line: Span, findings: &mut Findings) {
    let start = Span::empty(page.source().line_start(line.start));
    let edit = Edit { span: start, replacement: page.source().line_end().to_owned() };
    let (label, meant) = ("reads as part of the last step", "a paragraph after the list");
    report(page, line, label, meant, "Put an empty line before it", edit, findings);
}

/// Steps on lines of their own that Markdown joins to one paragraph: their marks are lost.
fn check_lines(page: &Page<'_>, list: &StepList, findings: &mut Findings) {
    const FEWEST_STEPS: usize = 3;
    let source = page.source();
    let begins_line =
        |step: &&Step| source.slice(Span::new(source.line_start(step.item.start), step.item.start)).is_empty();
    let lines: Vec<&Step> = list.steps.iter().filter(begins_line).collect();
    let is_list = lines.len() >= FEWEST_STEPS && lines.len() == list.steps.len();
    let (Some(first), true) = (lines.first(), is_list) else { return };
    let is_paragraph = !source.slice(list.span).lines().any(|line| line.trim().is_empty());
    if !is_paragraph {
        return;
    }
    let marks = lines.iter().map(|step| Edit { span: Span::empty(step.item.start), replacement: "- ".to_owned() });
    findings
        .at(source.first_line(first.sentence))
        .label("the first of these lines")
        .value("line", beginning(&first.text))
        .value("problem", "and the steps below it are joined to one paragraph")
        .value("meant", "the items of a list")
        .fix(Fix { title: "Make the lines a list".to_owned(), edits: marks.collect(), safety: Safety::Unsafe });
}
