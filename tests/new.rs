//! `jdlint new`: a draft with which its own policy is content, but for the gaps.

mod support;

use jdlint::ruleset::preset_names;
use support::{folder, jdlint, read};

/// The findings on a page as `rule: text` lines.
fn findings(folder: &std::path::Path, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["check", "--output-format", "concise", "--quiet"].iter().chain(args).copied().collect();
    let run = jdlint(folder, &args);
    assert_eq!(run.code, 1, "{}", run.stderr);
    run.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_draft_is_clean_but_for_its_gaps_under_every_preset() {
    for preset in preset_names() {
        let folder = folder(&[]);
        let run = jdlint(folder.path(), &["new", "--preset", preset, "--title", "Data Analyst"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{preset}");
        support::write(&folder.path().join("draft.md"), &run.stdout);
        let found = findings(folder.path(), &["draft.md", "--preset", preset]);
        assert!(found.iter().all(|line| line.contains("[unresolved-placeholder]")), "{preset}: {found:?}");
        let sections = 1 + run.stdout.lines().filter(|line| line.starts_with("## ")).count();
        assert!(found.len() >= sections, "{preset}: a gap in every section: {found:?}");
        assert_eq!(found.len(), run.stdout.matches("{add ").count(), "{preset}: every gap is found");
    }
}

#[test]
fn a_draft_has_the_sections_of_the_policy_in_its_order() {
    let headings = |args: &[&str]| {
        let folder = folder(&[(
            "jdlint.yml",
            "rules:\n  required-section:\n    options:\n      sections: [hiring-process, [benefits, compensation], intro]\n",
        )]);
        let run = jdlint(folder.path(), &[&["new"], args].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let headings: Vec<String> =
            run.stdout.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect();
        headings.join(", ")
    };
    assert_eq!(headings(&[]), "Hiring Process, Benefits", "the alternative that is named first");
    let folder = folder(&[]);
    let run = jdlint(folder.path(), &["new", "--preset", "gitlab-job-family"]);
    let expected =
        "---\ntitle: \"{add the title of the job}\"\n---\n\n{add two sentences that say what the role is for";
    assert!(run.stdout.starts_with(expected), "{}", run.stdout);
    for heading in ["Responsibilities", "Requirements", "Performance Indicators", "Job Grade", "Hiring Process"] {
        assert!(run.stdout.contains(&format!("\n## {heading}\n\n")), "{heading}: {}", run.stdout);
    }
}

#[test]
fn every_role_that_a_policy_may_ask_for_has_a_clean_draft() {
    let library = jdlint::ruleset::Library::builtin();
    let roles: Vec<&str> = library.vocabulary().roles().map(|(role, _)| role.as_str()).collect();
    let policy = format!(
        "preset: strict\nrules:\n  required-section:\n    options:\n      sections: [{}]\n      lenient: false\n",
        roles.join(", ")
    );
    let folder = folder(&[("jdlint.yml", &policy)]);
    let run = jdlint(folder.path(), &["new", "--output", "draft.md"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let found = findings(folder.path(), &["draft.md"]);
    assert!(found.iter().all(|line| line.contains("[unresolved-placeholder]")), "{found:?}");
}

#[test]
fn the_hiring_steps_of_a_draft_are_told() {
    let folder = folder(&[]);
    jdlint(folder.path(), &["new", "--preset", "strict", "-o", "draft.md"]);
    let run = jdlint(folder.path(), &["outline", "draft.md"]);
    let place = |stage| run.stdout.find(stage).unwrap_or_else(|| panic!("{stage}: {}", run.stdout));
    let places: Vec<usize> = ["screening  ", "hiring-manager  ", "peer  ", "offer  "].map(place).to_vec();
    assert!(places.is_sorted(), "{}", run.stdout);
}

#[test]
fn a_page_that_is_there_is_kept() {
    let folder = folder(&[("jobs/analyst.md", "mine\n")]);
    let run = jdlint(folder.path(), &["new", "-o", "jobs/analyst.md"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("jobs/analyst.md is there already: not overwritten"), "{}", run.stderr);
    assert_eq!(read(&folder.path().join("jobs/analyst.md")), "mine\n");
    let run = jdlint(folder.path(), &["new", "-o", "absent/analyst.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("there is no such folder"), "{}", run.stderr);
}

#[test]
fn wrong_arguments_are_refused() {
    let folder = folder(&[]);
    for (args, message) in [
        (["--preset", "recomended"], "Did you mean `recommended`?"),
        (["--title", "a\nb"], "the title must be one line of text"),
        (["--title", " "], "the title must be one line of text"),
    ] {
        let run = jdlint(folder.path(), &[["new"].as_slice(), &args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
}
