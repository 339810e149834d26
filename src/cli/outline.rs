//! `jdlint outline`.

use std::fmt::Write;

use jdlint::page::{Outline, OutlineSection};
use jdlint::report::escape;
use jdlint::{Error, Page, Project};

use super::Status;
use super::args::{OutlineArgs, OutlineFormat};
use super::output::{Output, unwritten};

/// Prints the section model of a page.
pub(crate) fn run(args: &OutlineArgs, project: &Project, output: &Output) -> Result<Status, Error> {
    let linter = project.linter(&args.file)?;
    let source =
        project.read(&args.file).map_err(|error| Error::Usage(format!("{}: {error}", project.display(&args.file))))?;
    let outline = Page::parse(&source, linter.vocabulary()).outline();
    let text = match args.format {
        OutlineFormat::Tree => tree(&outline),
        OutlineFormat::Json => {
            let json = serde_json::to_string_pretty(&outline);
            escape::json(&json.map_err(|error| Error::Usage(error.to_string()))?) + "\n"
        }
    };
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(Status::Clean)
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
        let lists =
            section.steps.iter().map(|step| step.list).min() != section.steps.iter().map(|step| step.list).max();
        let bar = if section.sections.is_empty() { "   " } else { "│  " };
        for step in &section.steps {
            let stage = step.stage.as_deref().unwrap_or("?");
            let list = if lists { format!("list {}, ", step.list) } else { String::new() };
            let _ = writeln!(text, "{inner}{bar}{stage:<15} {list}line {}: {}", step.line, escape::visible(&step.text));
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
