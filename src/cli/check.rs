//! `jdlint check`.

use std::any::Any;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jdlint::diagnostic::Safety;
use jdlint::fixer::{self, Fixed};
use jdlint::report::{PageReport, Report, escape};
use jdlint::{Error, Outcome, Project, Source};
use rayon::prelude::*;
use similar::TextDiff;

use super::args::CheckArgs;
use super::output::{Output, Summary, unwritten, write_statistics, write_summary};
use super::{Status, refuse_ambiguous};

/// What became of one page.
enum Checked {
    /// It was linted; with fixes, the text after them.
    Linted { source: Arc<Source>, outcome: Outcome },
    /// It was fixed: the text before, and what is left.
    Fixed { before: Arc<Source>, fixed: Fixed },
    /// It was not checked, or not written although it should have been.
    Problem { name: String, reason: String },
}

/// Pages to check, and what there is beside them.
#[derive(Default)]
struct Inputs {
    /// Without doubles, in the order of their names.
    pages: BTreeSet<PathBuf>,
    stdin: Option<Source>,
    passed_over: usize,
    problems: Vec<(String, String)>,
}

/// Checks pages and says what was found.
pub(crate) fn run(args: &CheckArgs, folder: PathBuf, output: &mut Output) -> Result<Status, Error> {
    refuse_ambiguous(&args.paths)?;
    let named = args.paths.iter().filter(|path| path.as_os_str() != "-").map(PathBuf::as_path);
    let project = Project::new(folder, args.layer()).with_paths(named);
    // An unknown rule or preset is an error also if there is no page to use it on.
    project.linter(Path::new("page.md"))?;
    let inputs = collect(args, &project)?;
    let least = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let fix = (args.fix || args.diff).then_some(least);
    let mut checked: Vec<Checked> = inputs
        .pages
        .par_iter()
        .map(|path| check_page(&project, path, fix))
        .collect::<Result<_, Error>>()?;
    if let Some(source) = inputs.stdin {
        let path = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin.md"));
        let linter = project.linter(&path)?;
        checked.push(isolated(&source.name().to_owned(), || lint_or_fix(&linter, Arc::new(source), fix)));
    }
    let mut summary =
        Summary { passed_over: inputs.passed_over, problems: inputs.problems, dry_run: args.diff, ..Summary::default() };
    let (report, diffs) = settle(args, &project, checked, &mut summary);
    write(args, &report, &diffs, &summary, output)?;
    Ok(status(args, &report, &diffs, &summary))
}

fn status(args: &CheckArgs, report: &Report, diffs: &[String], summary: &Summary) -> Status {
    if !summary.problems.is_empty() {
        return Status::Failed;
    }
    let found = if args.diff { !diffs.is_empty() } else { report.fails(args.fail_on.into()) };
    if found && !args.exit_zero { Status::Findings } else { Status::Clean }
}

/// The pages that the arguments name.
fn collect(args: &CheckArgs, project: &Project) -> Result<Inputs, Error> {
    let mut inputs = Inputs::default();
    for path in &args.paths {
        if path.as_os_str() == "-" {
            match read_stdin(args, project) {
                Ok(source) => inputs.stdin = Some(source),
                Err(reason) => inputs.problems.push(("-".to_owned(), reason)),
            }
        } else if path.is_dir() {
            let (files, problems) = project.markdown_files(path);
            inputs.problems.extend(problems.into_iter().map(|reason| (project.display(path), reason)));
            for file in files {
                if project.is_job_page(&file)? {
                    inputs.pages.insert(file);
                } else {
                    inputs.passed_over += 1;
                }
            }
        } else {
            inputs.pages.insert(path.clone());
        }
    }
    Ok(inputs)
}

fn read_stdin(args: &CheckArgs, project: &Project) -> Result<Source, String> {
    const LARGEST: u64 = 8 << 20;
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err("is too large: at most 8 MiB are read".to_owned());
    }
    match &args.stdin_filename {
        Some(path) => {
            let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
            Ok(project.buffer(path, text))
        }
        None => Source::from_bytes("stdin.md", bytes).map_err(|error| error.to_string()),
    }
}

fn check_page(project: &Project, path: &Path, fix: Option<Safety>) -> Result<Checked, Error> {
    let linter = project.linter(path)?;
    let name = project.display(path);
    let source = match project.read(path) {
        Ok(source) => Arc::new(source),
        Err(error) => return Ok(Checked::Problem { name, reason: error.to_string() }),
    };
    Ok(isolated(&name, || lint_or_fix(&linter, source, fix)))
}

fn lint_or_fix(linter: &jdlint::Linter, source: Arc<Source>, fix: Option<Safety>) -> Checked {
    let Some(least) = fix else {
        let outcome = linter.lint(&source);
        return Checked::Linted { source, outcome };
    };
    match fixer::fix(linter, &source, least) {
        Ok(fixed) => Checked::Fixed { before: source, fixed },
        Err(error) => Checked::Problem { name: source.name().to_owned(), reason: error.to_string() },
    }
}

/// A panic is a problem of its page; the others go on.
fn isolated(name: &str, work: impl FnOnce() -> Checked) -> Checked {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Checked::Problem {
        name: name.to_owned(),
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

/// Writes fixed pages, and sorts what was found into the report, the diffs and the summary.
fn settle(
    args: &CheckArgs,
    project: &Project,
    checked: Vec<Checked>,
    summary: &mut Summary,
) -> (Report, Vec<String>) {
    let mut report = Report::default();
    let mut diffs = Vec::new();
    for page in checked {
        let (source, outcome) = match page {
            Checked::Problem { name, reason } => {
                summary.problems.push((name, reason));
                continue;
            }
            Checked::Linted { source, outcome } => (source, outcome),
            Checked::Fixed { before, fixed } if args.diff => {
                if fixed.text != before.text() {
                    diffs.push(diff(&before, &fixed.text));
                    summary.fixed = (summary.fixed.0 + fixed.count(), summary.fixed.1 + 1);
                }
                (before, fixed.remaining)
            }
            Checked::Fixed { before, fixed } => match write_fixed(args, project, &before, &fixed) {
                Ok(written) => {
                    if written {
                        summary.fixed = (summary.fixed.0 + fixed.count(), summary.fixed.1 + 1);
                    }
                    let after = Source::new(before.name(), fixed.text);
                    (Arc::new(after), fixed.remaining)
                }
                Err(reason) => {
                    summary.problems.push((before.name().to_owned(), reason));
                    continue;
                }
            },
        };
        if outcome.is_listing {
            summary.listings += 1;
            continue;
        }
        summary.checked += 1;
        summary.other_language += usize::from(outcome.other_language);
        for (unknown, count) in outcome.unchecked_links {
            *summary.unchecked_links.entry(unknown).or_insert(0) += count;
        }
        if !outcome.diagnostics.is_empty() && !args.diff {
            report.pages.push(PageReport { source, diagnostics: outcome.diagnostics });
        }
    }
    (report, diffs)
}

/// Writes a page if its fixes changed it. Standard input has nowhere to go but standard output, see [`write`].
fn write_fixed(args: &CheckArgs, project: &Project, before: &Source, fixed: &Fixed) -> Result<bool, String> {
    if fixed.text == before.text() {
        return Ok(false);
    }
    let from_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if from_stdin {
        return Err("standard input cannot be fixed in place; use `--diff`".to_owned());
    }
    let path = project.path_of(before.name());
    fixer::write_page(&path, before.text(), &fixed.text).map(|()| true).map_err(|error| error.to_string())
}

fn diff(before: &Source, after: &str) -> String {
    let diff = TextDiff::from_lines(before.text(), after);
    let name = before.name();
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}

fn write(
    args: &CheckArgs,
    report: &Report,
    diffs: &[String],
    summary: &Summary,
    output: &mut Output,
) -> Result<(), Error> {
    let style = output.style();
    let findings = |out: &mut dyn io::Write| {
        if args.diff {
            return diffs.iter().try_for_each(|diff| {
                let shown: Vec<_> = diff.split('\n').map(escape::visible).collect();
                escape::write_text(&shown.join("\n"), out)
            });
        }
        if args.statistics {
            return write_statistics(report, out);
        }
        report.write(args.output_format.into(), style, out)
    };
    match &args.output_file {
        None => output.write(findings),
        Some(path) => {
            let mut bytes = Vec::new();
            findings(&mut bytes).and_then(|()| std::fs::write(path, bytes))
        }
    }
    .map_err(|error| unwritten(&error))?;
    if args.quiet && summary.problems.is_empty() {
        return Ok(());
    }
    output.note(|out| write_summary(summary, report, out));
    Ok(())
}
