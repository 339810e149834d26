//! What checking links costs beside reading the pages that the links lead to: ratios from one run, for machines are noisy.
//!
//! `cargo bench --bench links` with the real handbook beside the repository.

#![allow(clippy::print_stdout, reason = "the figures are the result")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jdlint::{CommandLine, Page, Project, Source};

/// Rounds; the three measures take turns in each, so that all meet the same noise.
const ROUNDS: usize = 41;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(handbook) = root.join("../shared/handbook").canonicalize() else {
        return println!("skipped: ../shared absent");
    };
    let (files, _) = jdlint::walk::markdown_files(&handbook.join("sites/uncategorized/source/job-families"));
    let linked = linked_pages(&handbook, &files);
    let lint = |ignore: &[&str]| {
        let command_line = CommandLine {
            config: Some(root.join("fixtures/sites/handbook.yml")),
            ignore: ignore.iter().map(|name| (*name).to_owned()).collect(),
            ..CommandLine::default()
        };
        // A new project, so that nothing is known of the site.
        let project = Project::new(handbook.clone(), command_line);
        for file in &files {
            let Ok(source) = project.read(file) else { continue };
            let linter = project.linter(file).expect("a configuration");
            black_box(linter.lint(&source));
        }
    };
    let (mut without, mut with, mut reading) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(time(|| lint(&["links"])));
        // Seven hundred findings of style are no part of finding out where links lead.
        with.push(time(|| lint(&["absolute-self-link"])));
        reading.push(time(|| {
            for file in &linked {
                let text = std::fs::read_to_string(file).unwrap_or_default();
                black_box(Page::skeleton(&Source::new("page.md", text)));
            }
        }));
    }
    let (without, with, reading) = (best(without), best(with), best(reading));
    println!("{} job pages, {} pages that they link to", files.len(), linked.len());
    println!("without links {without:?}, with links {with:?}, reading the linked pages once {reading:?}");
    let ratio = (with.as_secs_f64() - without.as_secs_f64()) / reading.as_secs_f64();
    println!("checking links costs {ratio:.2} times reading the linked pages once");
}

/// The pages that links with an anchor lead to, as far as their paths tell.
fn linked_pages(handbook: &Path, files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let roots = ["sites/handbook/source", "sites/uncategorized/source", "source"];
    let mut pages = BTreeSet::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        let source = Source::new("page.md", text);
        for link in Page::skeleton(&source).links() {
            let target = link.target.trim_start_matches("https://about.gitlab.com");
            let Some((path, _)) = target.strip_prefix('/').and_then(|path| path.split_once('#')) else { continue };
            let names = ["index.html.md", "index.html.md.erb"];
            let candidates = roots.iter().flat_map(|root| names.map(|name| handbook.join(root).join(path).join(name)));
            pages.extend(candidates.into_iter().find(|candidate| candidate.is_file()));
        }
    }
    pages
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The round that was disturbed least.
fn best(times: Vec<Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}
