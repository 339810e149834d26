//! `jdlint outline --steps`: what each hiring step was taken for, page by page or as a matrix.

use std::fmt::Write;
use std::path::Path;

use jdlint::page::{OutlineStep, OutlineStepList, StepOutline};
use jdlint::report::escape;
use jdlint::{Error, Page, Project};
use rayon::prelude::*;

use super::super::Status;
use super::super::args::{OutlineArgs, OutlineFormat};
use super::super::inputs::Inputs;
use super::super::output::{Output, unwritten};

/// Prints the hiring steps of pages. A page that cannot be read is named on standard error, the others are printed.
pub(super) fn run(args: &OutlineArgs, project: &Project, output: &Output) -> Result<Status, Error> {
    let inputs = Inputs::collect(&args.paths, project)?;
    if inputs.stdin {
        return Err(Error::Usage("the steps of standard input cannot be told; name a file".to_owned()));
    }
    let read = |path: &Path| -> Result<Result<StepOutline, String>, Error> {
        let linter = project.linter(path)?;
        Ok(match project.read(path) {
            Ok(source) => Ok(Page::parse(&source, linter.vocabulary()).step_outline()),
            Err(error) => Err(format!("{}: {error}", project.display(path))),
        })
    };
    let pages: Vec<_> = inputs.pages.par_iter().map(|path| read(path)).collect::<Result<_, Error>>()?;
    let mut status = Status::Clean;
    let problems = inputs.problems.iter().map(|(name, reason)| format!("{name}: {reason}"));
    for problem in problems.chain(pages.iter().filter_map(|page| page.as_ref().err().cloned())) {
        output.problem(&problem);
        status = Status::Failed;
    }
    let pages: Vec<StepOutline> = pages.into_iter().flatten().collect();
    let text = match args.format {
        OutlineFormat::Tree => pages.iter().map(tree).collect(),
        OutlineFormat::Json => super::json(&pages)?,
        OutlineFormat::Csv => matrix(&pages, &stages(&inputs, project)?)?,
    };
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(status)
}

/// One step on one line.
pub(super) fn line(step: &OutlineStep, list: &str) -> String {
    let stage = step.stage.as_deref().unwrap_or("?");
    let mut facts = Vec::new();
    if let Some(ordinal) = step.ordinal {
        facts.push(format!("no. {ordinal}"));
    }
    if let Some(minutes) = &step.minutes {
        let most = if minutes.most > minutes.least { format!("-{}", minutes.most) } else { String::new() };
        facts.push(format!("{}{most} min", minutes.least));
    }
    if step.optional {
        facts.push("optional".to_owned());
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{stage:<15} {list}line {}{facts}: {}", step.line, escape::visible(&step.text))
}

fn tree(page: &StepOutline) -> String {
    let title = page.title.as_deref().unwrap_or("(no title)");
    let mut text = format!("{}: {}\n", escape::visible(&page.file), escape::visible(title));
    if page.lists.is_empty() {
        text.push_str("   no hiring steps\n");
    }
    for (index, list) in page.lists.iter().enumerate() {
        let _ = writeln!(text, "   list {} ({}), {}", index + 1, list.form, escape::visible(section(list)));
        for step in &list.steps {
            let _ = writeln!(text, "      {}", line(step, ""));
        }
    }
    text
}

fn section(list: &OutlineStepList) -> &str {
    list.section.as_deref().unwrap_or("(front matter)")
}

/// The stages that any of the pages may have, in the order in which most candidates meet them: those of the built-in
/// vocabulary and, for pages of a team that has its own, those too.
fn stages(inputs: &Inputs, project: &Project) -> Result<Vec<String>, Error> {
    let mut stages: Vec<String> = Vec::new();
    for path in &inputs.pages {
        let linter = project.linter(path)?;
        for stage in linter.vocabulary().stages_in_order() {
            if !stages.iter().any(|known| known == stage.as_str()) {
                stages.push(stage.as_str().to_owned());
            }
        }
    }
    Ok(stages)
}

/// A row for each list, a column for each stage with the places of its steps: "2, 4" for the second and the fourth step.
fn matrix(pages: &[StepOutline], stages: &[String]) -> Result<String, Error> {
    let failed = |error: csv::Error| Error::Usage(format!("the matrix cannot be made: {error}"));
    let mut rows = csv::Writer::from_writer(Vec::new());
    let head = ["file", "line", "title", "section", "form", "steps", "unknown"].into_iter().map(str::to_owned);
    rows.write_record(head.chain(stages.iter().cloned())).map_err(failed)?;
    for page in pages {
        for list in &page.lists {
            let places = |stage: Option<&str>| {
                let of_stage = list.steps.iter().enumerate().filter(|(_, step)| step.stage.as_deref() == stage);
                of_stage.map(|(place, _)| (place + 1).to_string()).collect::<Vec<_>>().join(", ")
            };
            let about = [
                escape::cell(&page.file),
                list.line.to_string(),
                escape::cell(page.title.as_deref().unwrap_or_default()),
                escape::cell(list.section.as_deref().unwrap_or_default()),
                list.form.to_owned(),
                list.steps.len().to_string(),
                places(None),
            ];
            let record = about.into_iter().chain(stages.iter().map(|stage| places(Some(stage))));
            rows.write_record(record).map_err(failed)?;
        }
    }
    let bytes = rows.into_inner().map_err(|error| Error::Usage(error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
