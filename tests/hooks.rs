//! The hook's entry on a scratch git repository, as pre-commit runs it: the staged files as arguments, without `--`.

mod support;

use std::path::Path;
use std::process::Command;

use support::{folder, jdlint, read, root, write};

fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The arguments of a hook's entry, without the name of the program.
fn entry(id: &str) -> Vec<String> {
    let hooks = read(&root().join(".pre-commit-hooks.yaml"));
    let hook = hooks.split("- id: ").find(|hook| hook.starts_with(&format!("{id}\n"))).expect("the hook");
    let entry = hook.lines().find_map(|line| line.trim().strip_prefix("entry: ")).expect("an entry");
    let mut words = entry.split(' ').map(str::to_owned);
    assert_eq!(words.next().as_deref(), Some("jdlint"));
    assert!(hook.contains("language: rust") && hook.contains("require_serial: true"));
    words.collect()
}

/// Runs a hook with the staged Markdown files.
fn run_hook(id: &str, repository: &Path) -> support::Run {
    let staged = git(repository, &["diff", "--cached", "--name-only", "--diff-filter=ACMR"]);
    let mut args = entry(id);
    args.extend(staged.lines().filter(|name| name.ends_with(".md")).map(str::to_owned));
    jdlint(repository, &args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_hook_stops_a_commit_and_lets_the_mended_one_pass() {
    let repository = folder(&[
        ("jdlint.yml", "preset: recommended\n"),
        ("jobs/old.md", "Her/his old sin.\n"),
        ("jobs/analyst.md", "# Analyst\n"),
    ]);
    git(repository.path(), &["init", "-q"]);
    git(repository.path(), &["add", "-A"]);
    git(repository.path(), &["commit", "-qm", "Begin"]);

    write(&repository.path().join("jobs/analyst.md"), "# Analyst\n\nFind her/his job title.\n");
    git(repository.path(), &["add", "-A"]);
    let run = run_hook("jdlint", repository.path());
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("jobs/analyst.md:3:6"), "{}", run.stdout);
    assert!(!run.stdout.contains("old.md"), "only what is staged");

    let run = run_hook("jdlint-fix", repository.path());
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert_eq!(read(&repository.path().join("jobs/analyst.md")), "# Analyst\n\nFind their job title.\n");
    assert!(!git(repository.path(), &["diff"]).is_empty(), "a hook changes files and never stages them");

    git(repository.path(), &["add", "-A"]);
    assert_eq!(run_hook("jdlint", repository.path()).code, 0);
}

#[test]
fn a_staged_page_named_like_an_option_is_refused() {
    let repository = folder(&[("--fix.md", "Find her/his job title.\n")]);
    git(repository.path(), &["init", "-q"]);
    git(repository.path(), &["add", "-A"]);
    let run = run_hook("jdlint", repository.path());
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert_eq!(read(&repository.path().join("--fix.md")), "Find her/his job title.\n");
}
