//! The command as people and programs use it: outputs of small projects against files, and the exit codes.

mod support;

use support::{folder, golden, jdlint, jdlint_with, read, root};

const GOOD: &str = "---\ntitle: Data Analyst\n---\n\nYou keep our data tidy.\n\n## Responsibilities\n\n- Write reports\n\n\
                    ## Requirements\n\n- Knows SQL\n";

fn bad(line: &str) -> String {
    format!("{GOOD}\n## Hiring Process\n\n{line}\n")
}

#[test]
fn the_handbook_in_every_format() {
    let project = root().join("fixtures/projects");
    for (format, file) in [
        ("full", "full.txt"),
        ("concise", "concise.txt"),
        ("json", "findings.json"),
        ("json-lines", "findings.jsonl"),
        ("github", "github.txt"),
        ("gitlab", "gitlab.json"),
    ] {
        let run = jdlint(&project, &["check", "handbook", "--output-format", format]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        golden(&project.join("expected/handbook").join(file), &run.stdout);
        golden(&project.join("expected/handbook/summary.txt"), &run.stderr);
    }
    let run = jdlint(&project, &["check", "handbook", "--statistics"]);
    golden(&project.join("expected/handbook/statistics.txt"), &run.stdout);
    let run = jdlint(&project, &["check", "handbook", "--diff", "--unsafe-fixes"]);
    golden(&project.join("expected/handbook/fixes.diff"), &run.stdout);
    let run = jdlint(&project, &["config", "handbook/source/job-families"]);
    golden(&project.join("expected/handbook/config.txt"), &run.stdout);
}

#[test]
fn outputs_for_programs_are_what_they_say() {
    let project = root().join("fixtures/projects");
    let run = |format| jdlint(&project, &["check", "handbook", "--output-format", format]).stdout;
    let lines = run("json-lines");
    let single: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let array: Vec<serde_json::Value> = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(single, array);
    let quality: Vec<serde_json::Value> = serde_json::from_str(&run("gitlab")).expect("JSON");
    assert_eq!(quality.len(), array.len());
    let mut prints: Vec<&str> = quality.iter().map(|entry| entry["fingerprint"].as_str().expect("a text")).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), quality.len(), "GitLab folds equal fingerprints into one");
    for (entry, finding) in quality.iter().zip(&array) {
        assert_eq!(entry["location"]["path"], finding["file"]);
        assert_eq!(entry["location"]["lines"]["begin"], finding["line"]);
        assert!(["info", "minor", "major"].contains(&entry["severity"].as_str().expect("a word")));
    }
    assert_eq!(run("concise").lines().count(), array.len());
}

#[test]
fn a_fingerprint_survives_a_line_above() {
    let print = |page: &str| {
        let folder = folder(&[("jobs/a.md", page)]);
        let run = jdlint(folder.path(), &["check", "--output-format", "gitlab"]);
        let entries: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).expect("JSON");
        entries[0]["fingerprint"].as_str().expect("a text").to_owned()
    };
    let page = bad("Find her/his job title.");
    assert_eq!(print(&page), print(&page.replace("You keep", "A new line.\n\nYou keep")));
}

#[test]
fn empty_results_are_valid_too() {
    let folder = folder(&[("jobs/a.md", GOOD)]);
    for (format, expected) in [("json", "[]\n"), ("gitlab", "[]\n"), ("json-lines", ""), ("concise", ""), ("full", "")]
    {
        let run = jdlint(folder.path(), &["check", "--output-format", format]);
        assert_eq!((run.stdout.as_str(), run.code), (expected, 0), "{format}");
    }
}

#[test]
fn exit_0_if_nothing_fails() {
    let folder = folder(&[("jobs/a.md", GOOD)]);
    let run = jdlint(folder.path(), &[]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("Checked 1 job page: nothing found."), "{}", run.stderr);
}

#[test]
fn exit_1_at_and_above_fail_on() {
    let folder = folder(&[("jobs/a.md", &bad("Find her/his job title."))]);
    let code = |args: &[&str]| jdlint(folder.path(), args).code;
    assert_eq!(code(&["check"]), 1);
    assert_eq!(code(&["check", "--fail-on", "error"]), 0);
    assert_eq!(code(&["check", "--fail-on", "info"]), 1);
    assert_eq!(code(&["check", "--exit-zero"]), 0);
}

#[test]
fn exit_2_if_a_page_is_not_checked_and_the_others_are() {
    let folder = folder(&[("jobs/a.md", &bad("Find her/his job title."))]);
    std::fs::write(folder.path().join("jobs/latin.md"), b"# caf\xe9\n").expect("written");
    std::fs::write(folder.path().join("jobs/utf16.md"), b"\xff\xfe#\0").expect("written");
    std::fs::write(folder.path().join("jobs/binary.md"), b"a\0b").expect("written");
    let run = jdlint(folder.path(), &["check", "jobs", "absent.md", "--output-format", "concise"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("her/his"), "the good page is linted: {}", run.stdout);
    for reason in [
        "jobs/latin.md: is not UTF-8 at byte 5 (line 1)",
        "jobs/utf16.md: looks like UTF-16",
        "jobs/binary.md: is not a text: NUL at byte 1",
        "absent.md: there is no such file or folder",
    ] {
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
    assert_eq!(jdlint(folder.path(), &["check", "jobs", "--exit-zero"]).code, 2, "not checked is never clean");
}

#[cfg(unix)]
#[test]
fn exit_2_for_what_is_no_file() {
    let folder = folder(&[("jobs/a.md", GOOD)]);
    let run = jdlint(folder.path(), &["check", "/dev/null"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("is not a file"), "{}", run.stderr);
}

#[test]
fn exit_2_for_a_page_that_is_too_large() {
    let folder = folder(&[("jobs/a.md", &"a ".repeat(600_000))]);
    let run = jdlint(folder.path(), &["check"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("too large"), "{}", run.stderr);
}

#[test]
fn a_thousand_findings_of_a_page_are_enough() {
    let line = "You will talk to the candidate and to her/his manager.\n\n".repeat(1_200);
    let page = format!("{GOOD}\n## Hiring Process\n\n{line}See [the levels](#levels-of-old).\n");
    let folder = folder(&[("jobs/a.md", &page)]);
    let run = jdlint(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1_000);
    assert!(run.stdout.contains("broken-anchor"), "the error at the end is among them");
    assert!(run.stderr.contains("201 findings left out"), "{}", run.stderr);
    jdlint(folder.path(), &["check", "--fix"]);
    assert!(!read(&folder.path().join("jobs/a.md")).contains("her/his"), "all of them are mended");
}

#[test]
fn exit_2_for_wrong_arguments() {
    let folder = folder(&[("jobs/a.md", GOOD)]);
    for (args, message) in [
        (vec!["check", "--frobnicate"], "--frobnicate"),
        (vec!["check", "--select", "gendered-pronuon"], "Did you mean `gendered-pronoun`?"),
        (vec!["check", "--ignore", "wordin"], "Did you mean `wording`?"),
        (vec!["check", "--preset", "recomended"], "Did you mean `recommended`?"),
        (vec!["explain", "broken-lnk"], "Did you mean `broken-link`?"),
        (vec!["outline", "absent.md"], "absent.md: there is no such file"),
    ] {
        let run = jdlint(folder.path(), &args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{args:?}");
    }
}

#[test]
fn a_page_named_like_an_option_is_refused() {
    let folder = folder(&[("@list.md", GOOD)]);
    let run = jdlint(folder.path(), &["check", "@list.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("write `./@list.md`"), "{}", run.stderr);
    assert_eq!(jdlint(folder.path(), &["check", "./@list.md"]).code, 0);
}

#[test]
fn a_named_page_is_checked_wherever_it_lies() {
    let folder = folder(&[("draft.md", &bad("Find her/his job title.")), ("notes.md", "her/his")]);
    assert_eq!(jdlint(folder.path(), &["draft.md"]).code, 1);
    let run = jdlint(folder.path(), &["check"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("Nothing was checked: name a page"), "{}", run.stderr);
    assert!(run.stderr.contains("2 other Markdown files are not job pages."), "{}", run.stderr);
}

#[test]
fn job_pages_are_told_by_folder_and_layout() {
    let folder = folder(&[
        ("job-families/index.md", "All: [a](a.md)"),
        ("job-families/sales/index.md", "- [Analyst](analyst.md)\n"),
        ("job-families/sales/analyst.md", GOOD),
        ("handbook/analyst.md", "---\nlayout: job_page\n---\nWith her/his tools.\n"),
        ("handbook/other.md", "---\nlayout: page\n---\nWith her/his tools.\n"),
        ("jobs/ignored.md", "her/his"),
        (".gitignore", "ignored.md\n"),
    ]);
    let run = jdlint(folder.path(), &["check", "--select", "wording", "--output-format", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("handbook/analyst.md:4:6:"), "{}", run.stdout);
    assert!(run.stderr.contains("Checked 2 job pages"), "{}", run.stderr);
    assert!(run.stderr.contains("1 index page only lists others: not checked."), "{}", run.stderr);
    assert!(run.stderr.contains("2 other Markdown files"), "{}", run.stderr);
}

#[test]
fn standard_input_is_a_page() {
    let folder = folder(&[]);
    let args = ["check", "-", "--select", "wording", "--output-format", "concise"];
    let run = jdlint_with(folder.path(), &args, "Find her/his title.");
    assert_eq!(run.code, 1);
    assert!(run.stdout.starts_with("stdin.md:1:6: warning[gendered-pronoun-pair]"), "{}", run.stdout);
    let run = jdlint_with(
        folder.path(),
        &["check", "-", "--stdin-filename", "jobs/a.md", "--select", "wording", "--output-format", "concise"],
        "Find her/his title.",
    );
    assert!(run.stdout.starts_with("jobs/a.md:1:6:"), "{}", run.stdout);
}

#[test]
fn the_seed_is_as_good_as_a_careful_editor_thinks() {
    let Some(seed) = support::shared("seed/senior-product-manager-ci-cd-pipelines.md") else { return };
    let text = read(&seed);
    let folder = folder(&[("job.md", &text)]);
    let run = jdlint(folder.path(), &["check", "job.md", "--preset", "gitlab-job-page", "--output-format", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("job.md:71:256: warning[gendered-pronoun-pair] [*] `her/his`"), "{}", run.stdout);
    assert!(run.stderr.contains("7 without a site root"), "{}", run.stderr);

    // The offer before the screening call: one finding, both places labeled.
    let offer = text.lines().find(|line| line.contains("made an offer")).expect("an offer");
    let without = text.replace(&format!("{offer}\n"), "");
    let swapped = without.replace("* Selected candidates", &format!("{offer}\n* Selected candidates"));
    support::write(&folder.path().join("swapped.md"), &swapped);
    let run = jdlint(folder.path(), &["check", "swapped.md", "--select", "hiring", "--output-format", "json-lines"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    let finding: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(finding["message"], "Out of order: the offer stands before the screening call");
    let lines: Vec<_> = finding["related"].as_array().expect("labels").iter().map(|label| &label["line"]).collect();
    assert_eq!(finding["line"], 74);
    assert_eq!(lines[0], 75, "the screening call is labeled");
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let project = root().join("fixtures/projects/handbook");
    let mut child = Command::new(env!("CARGO_BIN_EXE_jdlint"))
        .args(["check", "--output-format", "full"])
        .current_dir(&project)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("the binary ends").code(), Some(1), "the exit code is that of the findings");
}

#[test]
fn page_text_cannot_give_orders() {
    let evil = "# A\u{1b}[2J ##[error]x\n\n::error::y her/his ##[stop-commands]z \u{202e}\n";
    let folder = folder(&[("jobs/a.md", evil)]);
    for format in ["full", "concise", "json", "json-lines", "github", "gitlab"] {
        for color in ["never", "always"] {
            let run = jdlint(folder.path(), &["check", "--output-format", format, "--color", color]);
            let text = run.stdout.replace("::warning title=", "").replace("::error title=", "") + &run.stderr;
            assert!(!text.contains("##["), "{format}: {text}");
            assert!(!text.contains("\u{1b}[2J") && !text.contains('\u{202e}'), "{format}: {text}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {text}");
        }
    }
}

#[test]
fn output_goes_to_a_file() {
    let folder = folder(&[("jobs/a.md", &bad("Find her/his job title."))]);
    let run = jdlint(folder.path(), &["check", "--output-format", "json", "-o", "out.json", "-q"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("", "", 1));
    assert!(read(&folder.path().join("out.json")).contains("gendered-pronoun-pair"));
}
