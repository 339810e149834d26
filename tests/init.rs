//! `jdlint init` on small repositories: what it tells, proposes and writes, and that jdlint accepts it.

mod support;

use std::path::Path;

use support::{folder, jdlint, read, root, write};

/// A page with sections of these headings.
fn page(headings: &[&str]) -> String {
    let sections: String = headings.iter().map(|heading| format!("\n## {heading}\n\n- Keep the data tidy\n")).collect();
    format!("---\ntitle: Data Analyst\n---\n\nYou keep our data tidy.\n{sections}")
}

/// The written configuration without its comments.
fn settings(folder: &Path) -> String {
    let text = read(&folder.join("jdlint.yml"));
    let settings = text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
    settings.map(|line| format!("{line}\n")).collect()
}

/// Writes the configuration, and lets jdlint read it.
fn init(folder: &Path) -> support::Run {
    let run = jdlint(folder, &["init"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "Wrote ./jdlint.yml.\n"), "{}", run.stdout);
    let check = jdlint(folder, &["check", "--exit-zero"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
    run
}

#[test]
fn a_middleman_site() {
    let full = page(&["Responsibilities", "Requirements", "Performance Indicators", "Job Grade", "Hiring Process"]);
    let part = page(&["What you'll do", "Requirements", "Levels"]);
    let folder = folder(&[
        ("config.rb", ""),
        ("data/redirects.yml", "- sources: [/old/]\n  target: /handbook/\n  comp_op: '='\n"),
        ("source/handbook/index.html.md.erb", "# Handbook\n"),
        ("source/job-families/index.html.md", "- [Data](/job-families/data/)\n"),
        ("source/job-families/a/index.html.md", &full),
        ("source/job-families/b/index.html.md", &(full.clone() + "\nSee [the handbook](/old/) and [nothing](/x/).\n")),
        ("source/job-families/c/index.html.md", &part),
    ]);
    let run = init(folder.path());
    let expected =
        "preset: gitlab-job-family\nsite:\n  layout: middleman\n  roots: [source]\n  redirects: data/redirects.yml\n";
    assert_eq!(settings(folder.path()), expected);
    for line in [
        "5 Markdown files, 3 job pages.",
        "The site is made with Middleman from source; redirects: data/redirects.yml.",
        "      3  responsibilities         Responsibilities (2), What you'll do (1)",
        "      1  levels                   Levels (1)",
        "      2 of 3      gitlab-job-family  <- proposed",
        "      3 of 3      recommended",
        "      3      1  error     required-section",
        "      1      1  error     broken-link",
        "            files: ^source/job-families/",
    ] {
        assert!(run.stdout.lines().any(|found| found == line), "{line}\n{}", run.stdout);
    }
}

#[test]
fn several_middleman_sites_share_a_root() {
    let folder = folder(&[
        ("sites/one/config.rb", ""),
        ("sites/one/source/jobs/a.html.md", &page(&["Responsibilities", "Requirements"])),
        ("sites/two/source/index.html.md", "# Two\n"),
        ("sites/none/README.md", "# None\n"),
        ("source/shared.html.md", "# Shared\n"),
    ]);
    init(folder.path());
    let expected =
        "preset: recommended\nsite:\n  layout: middleman\n  roots: [sites/one/source, sites/two/source, source]\n";
    assert_eq!(settings(folder.path()), expected);
}

#[test]
fn a_hugo_site() {
    let full = page(&["Responsibilities", "Requirements", "Hiring Process"]);
    let folder = folder(&[
        ("hugo.toml", ""),
        ("content/_index.md", "# Home\n"),
        ("content/careers/_index.md", "- [Analyst](analyst)\n"),
        ("content/careers/analyst.md", &full),
        ("content/careers/engineer.md", &full),
        ("static/logo.svg", ""),
    ]);
    let run = init(folder.path());
    let expected = "preset: recommended\nsite:\n  layout: hugo\n  roots: [content, static]\n";
    assert_eq!(settings(folder.path()), expected);
    assert!(run.stdout.contains("\nNothing is found under recommended.\n"), "{}", run.stdout);
}

#[test]
fn a_plain_repository_below_the_root_of_git() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("people/README.md", "# People\n"),
        ("people/jobs/a.md", &page(&["Your tasks", "Requirements"])),
        ("people/jobs/b.md", &page(&["Your tasks"])),
        ("people/jobs/c.md", &page(&["Your tasks", "You bring"])),
    ]);
    let run = jdlint(folder.path(), &["init", "people"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "Wrote people/jdlint.yml.\n"));
    assert_eq!(settings(&folder.path().join("people")), "preset: recommended\n");
    assert!(run.stdout.contains("4 Markdown files, 3 job pages.\nNo sign of a site generator"), "{}", run.stdout);
    assert!(run.stdout.contains("files: ^people/jobs/\n"), "a hook's names start at the root: {}", run.stdout);
    assert_eq!(jdlint(folder.path(), &["check", "--exit-zero"]).code, 0);
}

#[test]
fn a_repository_without_job_pages() {
    let folder = folder(&[("notes.md", "# Notes\n")]);
    let run = init(folder.path());
    assert_eq!(settings(folder.path()), "preset: recommended\n");
    assert!(run.stdout.contains("say in `pages.include` which they are"), "{}", run.stdout);
}

#[test]
fn all_that_is_offered_in_comments_is_accepted_too() {
    for files in [&[("hugo.toml", ""), ("content/_index.md", "# Home\n")][..], &[("source/jobs/a.md", "# Analyst\n")]] {
        let folder = folder(files);
        init(folder.path());
        let path = folder.path().join("jdlint.yml");
        let is_key = |line: &str| {
            let key = line.trim_start_matches(['#', ' ']).split_once(':').map(|(key, _)| key).unwrap_or_default();
            line.trim_start().starts_with('#') && key.starts_with(char::is_lowercase) && !key.contains(' ')
        };
        let offered: String = read(&path)
            .lines()
            .map(|line| if is_key(line) { line.replacen("# ", "", 1) } else { line.to_owned() } + "\n")
            .collect();
        assert!(offered.contains("\nrules:\n  hyperbolic-title: off"), "{offered}");
        assert!(offered.contains("\npages:\n  include: "), "{offered}");
        write(&path, &offered);
        std::fs::create_dir_all(folder.path().join("source")).expect("made");
        let run = jdlint(folder.path(), &["config"]);
        assert_eq!(run.code, 0, "{offered}\n{}", run.stderr);
    }
}

#[test]
fn a_configuration_that_is_there_is_kept() {
    let folder = folder(&[(".jdlint.yml", "preset: strict\n"), ("jobs/a.md", &page(&["Responsibilities"]))]);
    let run = jdlint(folder.path(), &["init"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("./.jdlint.yml is there already and stays as it is"), "{}", run.stderr);
    assert!(!folder.path().join("jdlint.yml").exists());
    let run = jdlint(folder.path(), &["init", "--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\n    preset: recommended\n"), "{}", run.stdout);
    assert!(!folder.path().join("jdlint.yml").exists());
    let run = jdlint(folder.path(), &["init", "absent"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("absent: there is no such folder"), "{}", run.stderr);
}

#[test]
fn headings_cannot_give_orders_and_unreadable_pages_are_named() {
    let evil = page(&["##[error] Responsibilities", "\u{1b}[2J Requirements"]);
    let folder = folder(&[("jobs/a.md", &evil)]);
    std::fs::write(folder.path().join("jobs/latin.md"), b"# caf\xe9\n").expect("written");
    let run = jdlint(folder.path(), &["init"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("left out: jobs/latin.md: is not UTF-8"), "{}", run.stderr);
    assert!(!run.stdout.contains("##[") && !run.stdout.contains('\u{1b}'), "{}", run.stdout);
}

#[test]
fn the_snippets_are_those_of_the_readme() {
    let folder = folder(&[("source/job-families/a/x.md", "# A\n"), ("source/job-families/b/x.md", "# A\n")]);
    let run = init(folder.path());
    let readme = read(&root().join("README.md"));
    for begin in ["    repos:\n", "    jdlint:\n"] {
        let at = run.stdout.find(begin).expect("the snippet");
        let lines = run.stdout[at..].lines().take_while(|line| line.starts_with("    "));
        let snippet: String = lines.map(|line| format!("{}\n", &line[4..])).collect();
        assert!(readme.contains(&format!("```yaml\n{snippet}```\n")), "{snippet}");
    }
}

#[test]
fn a_real_handbook() {
    let Some(handbook) = support::shared("handbook") else { return };
    let run = jdlint(&handbook, &["init", "--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let roots = ["sites/handbook/source", "sites/uncategorized/source", "source"];
    let roots: Vec<&str> = roots.into_iter().filter(|root| handbook.join(root).is_dir()).collect();
    assert!(run.stdout.contains("\n      layout: middleman\n"), "{}", run.stdout);
    assert!(run.stdout.contains(&format!("\n      roots: [{}]\n", roots.join(", "))), "{}", run.stdout);
    assert!(!handbook.join("jdlint.yml").exists());
}
