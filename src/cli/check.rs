//! `jdlint check`: finds the pages, lints or fixes each, alone and in parallel.

use std::any::Any;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jdlint::diagnostic::Safety;
use jdlint::fixer::{self, Fixed};
use jdlint::{Error, Linter, Outcome, Project, Source};
use rayon::prelude::*;

use super::args::CheckArgs;
use super::inputs::{Inputs, is_stdin};
use super::online;
use super::output::Output;
use super::results::Results;
use super::{Start, Status, refuse_ambiguous};

/// The name of standard input where none is given.
const STDIN: &str = "stdin.md";

/// The most of standard input that is read, in bytes.
const LARGEST_STDIN: u64 = 8 << 20;

/// What became of one page.
pub(super) enum Checked {
    /// It was linted.
    Linted { source: Source, outcome: Outcome },
    /// It was linted and fixed: the page before, its file (none for standard input), and what is left.
    Fixed { before: Source, path: Option<PathBuf>, fixed: Fixed },
    /// It was not checked.
    Problem { name: String, reason: String },
}

/// Checks pages and says what was found.
pub(super) fn run(args: &CheckArgs, start: Start, output: &Output) -> Result<Status, Error> {
    refuse_ambiguous(&args.paths)?;
    let named = args.paths.iter().filter(|path| !is_stdin(path)).map(PathBuf::as_path);
    let project = Project::new(start.folder.clone(), args.layer(start.config)).with_paths(named);
    // An unknown rule or preset is an error also if there is no page to use it on.
    project.linter(Path::new(STDIN))?;
    if args.online {
        online::refuse_proxy(args)?;
    }
    let inputs = Inputs::collect(&args.paths, &project)?;
    let stdin = inputs.stdin.then(|| read_stdin(args, &project));
    let project = if args.online {
        let stdin = stdin.as_ref().and_then(|read| read.as_ref().ok()).map(|source| (stdin_path(args), source));
        let answers = online::ask(args, &start.folder, &project, &inputs, stdin, output)?;
        project.with_external(Arc::new(answers))
    } else {
        project
    };
    let fix = (args.fix || args.diff).then_some(if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe });
    let mut checked: Vec<Checked> =
        inputs.pages.par_iter().map(|path| check_page(&project, path, fix)).collect::<Result<_, Error>>()?;
    if let Some(read) = stdin {
        let linter = project.linter(stdin_path(args))?;
        checked.push(match read {
            Ok(source) => lint_or_fix(&linter, source, None, fix),
            Err(reason) => Checked::Problem { name: "-".to_owned(), reason },
        });
    }
    let mut results = Results::new(args, inputs.passed_over, inputs.problems);
    for page in checked {
        results.add(page);
    }
    results.write(output)?;
    Ok(results.status())
}

fn check_page(project: &Project, path: &Path, fix: Option<Safety>) -> Result<Checked, Error> {
    let linter = project.linter(path)?;
    Ok(match project.read(path) {
        Ok(source) => lint_or_fix(&linter, source, Some(path), fix),
        Err(error) => Checked::Problem { name: project.display(path), reason: error.to_string() },
    })
}

/// What standard input stands for.
fn stdin_path(args: &CheckArgs) -> &Path {
    args.stdin_filename.as_deref().unwrap_or(Path::new(STDIN))
}

fn read_stdin(args: &CheckArgs, project: &Project) -> Result<Source, String> {
    let mut bytes = Vec::new();
    let stdin = io::stdin().lock();
    stdin.take(LARGEST_STDIN + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST_STDIN {
        return Err("is too large: at most 8 MiB are read".to_owned());
    }
    let source = match &args.stdin_filename {
        Some(path) => project.buffer(path, bytes),
        // Without a name it has no place from which relative links could start.
        None => Source::from_bytes(STDIN, bytes),
    };
    source.map_err(|error| error.to_string())
}

/// Lints or fixes a page. A panic is a problem of its page; the others go on.
fn lint_or_fix(linter: &Linter, source: Source, path: Option<&Path>, fix: Option<Safety>) -> Checked {
    let name = source.name().to_owned();
    let work = AssertUnwindSafe(move || match fix {
        None => {
            let outcome = linter.lint(&source);
            Checked::Linted { source, outcome }
        }
        Some(least) => match fixer::fix(linter, &source, least) {
            Ok(fixed) => Checked::Fixed { before: source, path: path.map(Path::to_owned), fixed },
            Err(error) => Checked::Problem { name: source.name().to_owned(), reason: error.to_string() },
        },
    });
    panic::catch_unwind(work).unwrap_or_else(|panic| Checked::Problem {
        name,
        reason: format!("internal error ({}); please report it with this page", words_of(&*panic)),
    })
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(words), _) => words,
        (_, Some(words)) => words,
        _ => "no message",
    }
}
