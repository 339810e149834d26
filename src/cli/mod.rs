//! The command: arguments in, the library's public face, bytes and an exit code out.

mod args;
mod check;
mod config;
mod explain;
mod init;
mod inputs;
mod new;
mod online;
mod outline;
mod output;
mod results;
mod rules;

use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use jdlint::{CommandLine, Error, Project};

use args::{Args, Command};
use output::Output;

/// What a run ended with. The greater one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// Something was found.
    Findings = 1,
    /// Something was not checked or not written, or the arguments or the configuration are wrong.
    Failed = 2,
}

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    // A panic is reported where it is caught, for its page; its own text may quote the page as it is.
    panic::set_hook(Box::new(|_| {}));
    let status = panic::catch_unwind(|| {
        let args = match Args::try_parse() {
            Ok(args) => args,
            Err(error) => {
                let failed = error.use_stderr();
                let _ = error.print();
                return if failed { Status::Failed } else { Status::Clean };
            }
        };
        let output = Output::new(args.color);
        dispatch(args, &output)
    });
    let status = status.unwrap_or_else(|_| {
        let output = Output::new(args::Color::Never);
        output.problem("internal error; please report it with the page or configuration that causes it");
        Status::Failed
    });
    ExitCode::from(status as u8)
}

fn dispatch(args: Args, output: &Output) -> Status {
    let command = args.command.unwrap_or(Command::Check(args.check));
    let start = match std::env::current_dir() {
        Ok(folder) => Start { folder, config: args.config },
        Err(error) => {
            output.problem(&format!("the current folder cannot be told: {error}"));
            return Status::Failed;
        }
    };
    let here = Path::new(".");
    let result = match command {
        Command::Check(args) => check::run(&args, start, output),
        Command::Outline(args) => outline::run(&args, start, output),
        Command::Explain(args) => explain::run(&args, &start.project().with_paths([here]), output),
        Command::Rules(args) => rules::run(&args, &start.project().with_paths([here]), output),
        Command::Config(args) => config::run(&args, &start.project().with_paths([args.path.as_path()]), output),
        Command::New(args) => new::run(&args, start, output),
        Command::Init(args) => init::run(&args, &start.folder, output),
    };
    result.unwrap_or_else(|error| {
        output.error(&error);
        Status::Failed
    })
}

/// Where a run begins.
struct Start {
    /// The current folder.
    folder: PathBuf,
    /// The configuration file that was named, if one was.
    config: Option<PathBuf>,
}

impl Start {
    /// The project of a command that says nothing else of the configuration.
    fn project(self) -> Project {
        Project::new(self.folder, CommandLine { config: self.config, ..CommandLine::default() })
    }
}

/// Arguments that begin with `-` or `@` and are also the name of a file: a page in a merge request could be named to
/// be an option.
fn refuse_ambiguous(paths: &[PathBuf]) -> Result<(), Error> {
    for path in paths {
        let name = path.to_string_lossy();
        if name != "-" && name.starts_with(['-', '@']) && path.exists() {
            return Err(Error::Usage(format!("`{name}` is also a file; write `./{name}`")));
        }
    }
    Ok(())
}
