//! `jdlint explain`.

use std::path::Path;

use jdlint::{Error, Project, catalog};

use super::Status;
use super::args::ExplainArgs;
use super::output::{Output, unwritten};

/// Prints the page of a rule.
pub(crate) fn run(args: &ExplainArgs, project: &Project, output: &Output) -> Result<Status, Error> {
    let library = project.library(Path::new("."))?;
    let Some(rule) = library.rule(&args.rule) else {
        let near = library.nearest(&args.rule).map(|near| format!(" Did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| " `jdlint rules` lists all.".to_owned());
        return Err(Error::Usage(format!("there is no rule `{}`.{help}", args.rule)));
    };
    output.text(&catalog::explain(&rule?)).map_err(|error| unwritten(&error))?;
    Ok(Status::Clean)
}
