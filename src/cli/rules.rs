//! `jdlint rules` and `jdlint rules test`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jdlint::kinds::KINDS;
use jdlint::rule::{Rule, RuleFile};
use jdlint::ruleset::Library;
use jdlint::text::plural;
use jdlint::{Error, Project, catalog};

use super::Status;
use super::args::{RulesArgs, RulesCommand};
use super::output::{Output, unwritten};

/// Lists the rules, or runs their examples.
pub(crate) fn run(args: &RulesArgs, project: &Project, output: &Output) -> Result<Status, Error> {
    match &args.command {
        None => list(project, output),
        Some(RulesCommand::Test { files }) => test(files, project, output),
    }
}

fn list(project: &Project, output: &Output) -> Result<Status, Error> {
    let linter = project.linter(Path::new("page.md"))?;
    let library = project.library(Path::new("."))?;
    let rules = all(&library)?;
    let widest = rules.iter().map(|rule| rule.id.as_str().len()).max().unwrap_or(0);
    let mut text = String::new();
    for group in library.groups() {
        let _ = writeln!(text, "{group}");
        for rule in rules.iter().filter(|rule| rule.group == group) {
            let active = linter.rules().rules().iter().find(|active| active.rule.id == rule.id);
            let severity = active.map_or("off", |active| active.severity.as_str());
            let _ = writeln!(text, "  {:<widest$}  {severity:<7}  {}", rule.id, rule.title);
        }
    }
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(Status::Clean)
}

fn all(library: &Library) -> Result<Vec<Rule>, Error> {
    let ids: Vec<_> = library.ids().collect();
    ids.into_iter().filter_map(|id| library.rule(id.as_str())).collect::<Result<_, _>>().map_err(Error::from)
}

fn test(files: &[PathBuf], project: &Project, output: &Output) -> Result<Status, Error> {
    let library = project.library(Path::new("."))?;
    let rules = if files.is_empty() {
        all(&library)?
    } else {
        let read = |path: &PathBuf| -> Result<Rule, Error> {
            let source =
                project.read(path).map_err(|error| Error::Usage(format!("{}: {error}", project.display(path))))?;
            let file = RuleFile::read(Arc::new(source), RuleFile::CUSTOM)?;
            Ok(file.build(&[], KINDS, library.vocabulary())?)
        };
        files.iter().map(read).collect::<Result<_, _>>()?
    };
    let (mut examples, mut failed) = (0, 0);
    let mut text = String::new();
    let count = rules.len();
    for rule in rules.into_iter().map(Arc::new) {
        for example in &rule.examples {
            examples += 1;
            let outcome = catalog::run_example(&rule, example, library.vocabulary());
            let wrong = example.compare(&outcome);
            failed += usize::from(!wrong.is_empty());
            for wrong in wrong {
                let line = rule.source.position(example.span.start).line;
                let _ = writeln!(text, "{}:{line}: {wrong}", rule.source.name());
            }
        }
    }
    let (rules, all) = (plural(count, "rule"), plural(examples, "example"));
    let _ = writeln!(text, "{rules}, {all}: {} passed, {failed} failed", examples - failed);
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(if failed > 0 { Status::Findings } else { Status::Clean })
}
