//! `jdlint outline`.

mod steps;

use std::fmt::Write;
use std::path::PathBuf;

use jdlint::page::{Outline, OutlineSection};
use jdlint::report::escape;
use jdlint::{Error, Page};

use super::args::{OutlineArgs, OutlineFormat};
use super::output::{Output, unwritten};
use super::{Start, Status, refuse_ambiguous};

/// Prints the section model of a page, or the hiring steps of pages.
pub(crate) fn run(args: &OutlineArgs, start: Start, output: &Output) -> Result<Status, Error> {
    refuse_ambiguous(&args.paths)?;
    let project = start.project().with_paths(args.paths.iter().map(PathBuf::as_path));
    if args.steps {
        return steps::run(args, &project, output);
    }
    let [file] = args.paths.as_slice() else {
        return Err(Error::Usage("an outline is of one page; for the hiring steps of many add --steps".to_owned()));
    };
    let linter = project.linter(file)?;
    let source = project.read(file).map_err(|error| Error::Usage(format!("{}: {error}", project.display(file))))?;
    let outline = Page::parse(&source, linter.vocabulary()).outline();
    let text = match args.format {
        OutlineFormat::Tree => tree(&outline),
        OutlineFormat::Json => json(&outline)?,
        OutlineFormat::Csv => {
            return Err(Error::Usage("`csv` is a form of the hiring steps; add --steps".to_owned()));
        }
    };
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(Status::Clean)
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    let json = serde_json::to_string_pretty(value);
    Ok(escape::json(&json.map_err(|error| Error::Usage(error.to_string()))?) + "\n")
}

fn tree(outline: &Outline) -> String {
    let mut text = format!("{}\n", escape::visible(outline.title.as_deref().unwrap_or("(no title)")));
    let sections: Vec<&OutlineSection> = outline.intro.iter().chain(&outline.sections).collect();
    draw(&sections, "", &mut text);
    text
}

fn draw(sections: &[&OutlineSection], indent: &str, text: &mut String) {
    for (index, section) in sections.iter().enumerate() {
        let is_last = index + 1 == sections.len();
        let (branch, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let heading = section.heading.as_deref().unwrap_or("(before the first heading)");
        let _ = write!(text, "{indent}{branch}{}", escape::visible(heading.trim()));
        if let Some(role) = &section.role {
            let _ = write!(text, "  [{role}{}]", how(section));
        }
        if let Some(seniority) = &section.seniority {
            let _ = write!(text, "  <{seniority}>");
        }
        if section.items > 0 && section.steps.is_empty() {
            let _ = write!(text, "  {} items", section.items);
        }
        let _ = writeln!(text, "  line {}", section.line);
        let inner = format!("{indent}{below}");
        let numbered =
            section.steps.iter().map(|step| step.list).min() != section.steps.iter().map(|step| step.list).max();
        let bar = if section.sections.is_empty() { "   " } else { "│  " };
        for step in &section.steps {
            let list = if numbered { format!("list {}, ", step.list) } else { String::new() };
            let _ = writeln!(text, "{inner}{bar}{}", steps::line(step, &list));
        }
        let children: Vec<&OutlineSection> = section.sections.iter().collect();
        draw(&children, &inner, text);
    }
}

/// How the role was told, where that is not plain from the heading.
fn how(section: &OutlineSection) -> String {
    match section.recognized {
        None | Some("exact" | "position") => String::new(),
        Some(how) => format!(", by {how}"),
    }
}
