//! `jdlint init`.

use std::fmt::Write;
use std::path::Path;

use jdlint::config::FILE_NAMES;
use jdlint::report::escape;
use jdlint::survey::{Repository, SectionUse, SiteFacts, Survey};
use jdlint::{CommandLine, Error, Project, Source};
use rayon::prelude::*;

use super::Status;
use super::args::InitArgs;
use super::output::{Output, unwritten};

/// The name of the file that is written.
const CONFIGURATION: &str = FILE_NAMES[0];

/// Looks at a repository and writes its configuration.
pub(crate) fn run(args: &InitArgs, folder: &Path, output: &Output) -> Result<Status, Error> {
    let path = &args.path;
    if !path.is_dir() {
        return Err(Error::Usage(format!("{}: there is no such folder", path.display())));
    }
    if !args.dry_run
        && let Some(name) = FILE_NAMES.iter().find(|name| path.join(name).symlink_metadata().is_ok())
    {
        let there = path.join(name);
        let message = "is there already and stays as it is; `--dry-run` prints what would be proposed";
        return Err(Error::Usage(format!("{} {message}", there.display())));
    }
    // Without `.` and `..`, which name no folder above.
    let whole = path.canonicalize().map_err(|error| Error::Usage(format!("{}: {error}", path.display())))?;
    let project = Project::new(folder.to_owned(), CommandLine::default()).with_paths([whole.as_path()]);
    let root = project.settings(&whole)?.root;
    let (files, problems) = project.markdown_files(&whole);
    let mut problems: Vec<String> = problems;
    let mut pages = Vec::new();
    for (file, read) in read_pages(&project, &files)? {
        match read {
            Ok(page) => pages.push(page),
            Err(reason) => problems.push(format!("{file}: {reason}")),
        }
    }
    let survey = Survey::of(&Repository { folder: &whole, root: &root, files: &files, pages: &pages });
    for problem in problems {
        output.done(&format!("left out: {problem}"));
    }
    let configuration = survey.configuration();
    let mut text = report(&survey);
    if args.dry_run {
        let _ = write!(text, "\n{CONFIGURATION}:\n\n{}", indented(&configuration));
    }
    text.push_str(&next_steps(&survey));
    if !args.dry_run {
        Output::new_file(&path.join(CONFIGURATION), &configuration)?;
    }
    output.text(&text).map_err(|error| unwritten(&error))?;
    if !args.dry_run {
        output.done(&format!("Wrote {}.", path.join(CONFIGURATION).display()));
    }
    Ok(Status::Clean)
}

type ReadPage = (String, Result<Source, String>);

/// The job pages among the files.
fn read_pages(project: &Project, files: &[std::path::PathBuf]) -> Result<Vec<ReadPage>, Error> {
    let read = |file: &std::path::PathBuf| -> Result<Option<ReadPage>, Error> {
        let is_job_page = project.is_job_page(file)?;
        let read = || (project.display(file), project.read(file).map_err(|error| error.to_string()));
        Ok(is_job_page.then(read))
    };
    let pages: Vec<Option<ReadPage>> = files.par_iter().map(read).collect::<Result<_, _>>()?;
    Ok(pages.into_iter().flatten().collect())
}

fn report(survey: &Survey) -> String {
    let mut text = format!(
        "{}, {}.\n{}\n",
        counted(survey.files, "Markdown file"),
        counted(survey.pages, "job page"),
        describe(&survey.site)
    );
    if survey.pages == 0 {
        text.push_str("\nNo page lies where job pages usually do: say in `pages.include` which they are.\n");
        return text;
    }
    text.push_str("\nSections of the job pages:\n\n  pages  section                  headings\n");
    for section in &survey.sections {
        let _ = writeln!(text, "  {:>5}  {:<23}  {}", section.pages, section.role, headings(section));
    }
    text.push_str("\nPages with all sections that a preset asks for:\n\n");
    let proposed = survey.proposed();
    for policy in &survey.policies {
        let mark = if policy.name == proposed.name { "  <- proposed" } else { "" };
        let (followers, judged) = (policy.followers, policy.judged);
        let _ = writeln!(text, "  {followers:>5} of {judged:<5}  {}{mark}", policy.name);
    }
    if proposed.rules.is_empty() {
        let _ = writeln!(text, "\nNothing is found under {}.", proposed.name);
    } else {
        let _ = write!(text, "\nFindings under {}:\n\n  count  pages  severity  rule\n", proposed.name);
        for rule in &proposed.rules {
            let (findings, pages, severity) = (rule.findings, rule.pages, rule.severity.as_str());
            let _ = writeln!(text, "  {findings:>5}  {pages:>5}  {severity:<8}  {}", rule.rule);
        }
    }
    text
}

fn describe(site: &SiteFacts) -> String {
    let Some(layout) = site.layout else {
        return "No sign of a site generator: links that depend on it are counted, not checked.".to_owned();
    };
    let mut text = format!("The site is made with {layout:?}");
    if !site.roots.is_empty() {
        let _ = write!(text, " from {}", site.roots.join(", "));
    }
    if let Some(redirects) = &site.redirects {
        let _ = write!(text, "; redirects: {redirects}");
    }
    text + "."
}

/// The most frequent headings of a role, cut where they are long.
fn headings(section: &SectionUse) -> String {
    const LONGEST: usize = 32;
    let shown = section.headings.iter().map(|(heading, count)| {
        let cut: String = heading.chars().take(LONGEST).collect();
        let mark = if cut.len() < heading.len() { "…" } else { "" };
        format!("{}{mark} ({count})", escape::visible(cut.trim_end()))
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// What is left to do: a hook and a pipeline, as in the README.
fn next_steps(survey: &Survey) -> String {
    let files = match &survey.home {
        Some((folder, _)) if is_simple(folder) => format!("files: ^{}/", folder.replace('.', "\\.")),
        _ => "files: ^jobs/ # say where the job pages lie: all that the hook names is checked".to_owned(),
    };
    format!(
        "\nA hook, in .pre-commit-config.yaml:\n\n{}\nIn .gitlab-ci.yml:\n\n{}",
        indented(&HOOK.replace("{files}", &files)),
        indented(PIPELINE)
    )
}

/// Whether a pattern of YAML may hold the name as it is.
fn is_simple(folder: &str) -> bool {
    folder.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' '))
}

const HOOK: &str = "\
repos:
  - repo: https://github.com/jdlint/jdlint
    rev: v0.1.0 # better: the full commit of the release (`pre-commit autoupdate --freeze`)
    hooks:
      - id: jdlint # or jdlint-fix
        {files}
";

const PIPELINE: &str = "\
jdlint:
  image: rust:1
  script:
    - cargo install --git https://github.com/jdlint/jdlint --locked
    - jdlint check --output-format gitlab --output-file gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
";

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
    lines.collect()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
