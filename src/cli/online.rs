//! `jdlint check --online`: asks other sites before the pages are linted.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jdlint::online::{Answers, Online, Policy, cache_file, proxy_variable};
use jdlint::{Error, Linter, Project, Source};
use rayon::prelude::*;

use super::args::CheckArgs;
use super::inputs::Inputs;
use super::output::Output;

/// Refuses to ask through a proxy that nobody mentioned.
///
/// # Errors
/// [`Error::Usage`] if the environment names one and `--allow-proxy` is not there.
pub(super) fn refuse_proxy(args: &CheckArgs) -> Result<(), Error> {
    match proxy_variable() {
        Some(name) if !args.allow_proxy => Err(Error::Usage(format!(
            "{name} names a proxy, so the addresses that --online asks cannot be checked; pass --allow-proxy to use it \
             all the same, or unset {name}"
        ))),
        _ => Ok(()),
    }
}

/// Asks the other sites that the pages, and what came on standard input, link to.
///
/// # Errors
/// [`Error`] if a configuration is wrong.
pub(super) fn ask(
    args: &CheckArgs,
    folder: &Path,
    project: &Project,
    inputs: &Inputs,
    stdin: Option<(&Path, &Source)>,
    output: &Output,
) -> Result<Answers, Error> {
    let of_page = |path: &PathBuf| -> Result<Vec<String>, Error> {
        let linter = project.linter(path)?;
        // What cannot be read is told of when it is linted.
        Ok(project.read(path).map(|source| links_of(&linter, &source)).unwrap_or_default())
    };
    let by_page: Vec<Vec<String>> = inputs.pages.par_iter().map(of_page).collect::<Result<_, _>>()?;
    let mut urls: Vec<String> = by_page.into_iter().flatten().collect();
    if let Some((path, source)) = stdin {
        let linter = project.linter(path)?;
        urls.extend(links_of(&linter, source));
    }
    // Each once; of too many the first ones are asked, page by page.
    let mut seen = BTreeSet::new();
    urls.retain(|url| seen.insert(url.clone()));
    if urls.is_empty() {
        return Ok(Answers::default());
    }
    let policy = if args.allow_proxy { Policy::default().through_proxy() } else { Policy::default() };
    let online = Online::new(policy);
    let online = match cache_file(folder) {
        Some(file) => online.with_cache(file),
        None => {
            output.done("note: there is no folder outside of the checkout to keep the answers of other sites in");
            online
        }
    };
    let bar = progress_bar(args, output);
    let answers = online.ask(urls, &|done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    for note in answers.notes() {
        output.done(&format!("note: {note}"));
    }
    Ok(answers)
}

/// A panic is told of when the page is linted.
fn links_of(linter: &Linter, source: &Source) -> Vec<String> {
    panic::catch_unwind(AssertUnwindSafe(|| linter.external_links(source))).unwrap_or_default()
}

/// On a terminal alone: a log wants lines.
fn progress_bar(args: &CheckArgs, output: &Output) -> ProgressBar {
    let shown = !args.quiet && output.notes_are_watched();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    match ProgressStyle::with_template("Asking other sites {bar:30} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
