//! `jdlint new`.

use std::path::Path;

use jdlint::{CommandLine, Error, Project, draft};

use super::args::NewArgs;
use super::output::{Output, unwritten};
use super::{Start, Status};

/// Where a page without a file would lie.
const NOWHERE: &str = "draft.md";

/// Writes a draft page.
pub(crate) fn run(args: &NewArgs, start: Start, output: &Output) -> Result<Status, Error> {
    if args.title.as_deref().is_some_and(|title| title.trim().is_empty() || title.contains(char::is_control)) {
        return Err(Error::Usage("the title must be one line of text".to_owned()));
    }
    let path = args.output.as_deref().unwrap_or(Path::new(NOWHERE));
    let command_line = CommandLine { config: start.config, preset: args.preset.clone(), ..CommandLine::default() };
    let project = Project::new(start.folder, command_line).with_paths(args.output.as_deref());
    let linter = project.linter(path)?;
    let page = draft::draft(&linter, args.title.as_deref().map(str::trim));
    if args.output.is_some() {
        Output::new_file(path, &page)?;
        output.done(&format!("Wrote {}. `jdlint {0}` finds the gaps that are left.", path.display()));
    } else {
        output.text(&page).map_err(|error| unwritten(&error))?;
    }
    Ok(Status::Clean)
}
