//! Configuration: discovery, layers, a team's own rules, and errors at their place.

mod support;

use support::{folder, golden, jdlint, root};

const PAGE: &str = "# Analyst\n\nFind her/his title. Hi guys.\n";

/// The rules that found something, in the order of their names.
fn found(folder: &std::path::Path, args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--output-format", "json-lines"];
    all.extend(args);
    let run = jdlint(folder, &all);
    assert_ne!(run.code, 2, "{}", run.stderr);
    let mut rules: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .map(|finding| {
            format!("{} {}", finding["rule"].as_str().expect("a name"), finding["severity"].as_str().expect("a word"))
        })
        .collect();
    rules.sort();
    rules
}

#[test]
fn a_rule_is_switched_off_and_made_an_error() {
    let folder = folder(&[
        ("jobs/a.md", PAGE),
        ("jdlint.yml", "rules:\n  gendered-pronoun-pair: off\n  gendered-noun: error\n"),
    ]);
    assert_eq!(found(folder.path(), &[]), ["gendered-noun error"]);
}

#[test]
fn inner_files_are_laid_over_outer_ones_up_to_root() {
    let folder = folder(&[
        ("jdlint.yml", "rules: {gendered-pronoun-pair: off}\n"),
        ("jobs/a.md", PAGE),
        ("jobs/jdlint.yml", "rules: {gendered-noun: info}\n"),
        ("jobs/sales/b.md", PAGE),
        ("jobs/sales/.jdlint.yml", "root: true\n"),
    ]);
    assert_eq!(found(folder.path(), &["jobs/a.md"]), ["gendered-noun info"]);
    assert_eq!(found(folder.path(), &["jobs/sales/b.md"]), ["gendered-noun warning", "gendered-pronoun-pair warning"]);
}

#[test]
fn overrides_are_for_their_files() {
    let folder = folder(&[
        ("jdlint.yml", "overrides:\n  - files: jobs/old/\n    rules: {gendered-noun: off}\n"),
        ("jobs/a.md", PAGE),
        ("jobs/old/b.md", PAGE),
    ]);
    assert_eq!(found(folder.path(), &["jobs/a.md"]), ["gendered-noun warning", "gendered-pronoun-pair warning"]);
    assert_eq!(found(folder.path(), &["jobs/old/b.md"]), ["gendered-pronoun-pair warning"]);
}

#[test]
fn the_command_line_is_one_more_layer() {
    let folder = folder(&[("jobs/a.md", PAGE), ("jdlint.yml", "rules: {gendered-noun: off}\n")]);
    assert_eq!(found(folder.path(), &["--select", "gendered-noun"]), ["gendered-noun warning"]);
    assert_eq!(found(folder.path(), &["--select", "wording"]), ["gendered-pronoun-pair warning"]);
    assert_eq!(found(folder.path(), &["--ignore", "wording"]), [""; 0]);
}

#[test]
fn a_preset_is_chosen_by_name_and_by_file() {
    let folder = folder(&[
        ("jobs/a.md", PAGE),
        ("policy.yml", "title: Ours\nextends: recommended\nrules:\n  gendered-noun: off\n"),
    ]);
    assert_eq!(found(folder.path(), &["--preset", "./policy.yml"]), ["gendered-pronoun-pair warning"]);
    support::write(&folder.path().join("jdlint.yml"), "preset: ./policy.yml\n");
    assert_eq!(found(folder.path(), &[]), ["gendered-pronoun-pair warning"]);
    let with = found(folder.path(), &["--preset", "gitlab-job-page"]);
    assert!(with.contains(&"required-section error".to_owned()), "{with:?}");
}

#[test]
fn options_are_laid_over_those_of_the_rule() {
    let page = "# Analyst\n\n## Responsibilities\n\n- Reports\n\n## Requirements\n\n- SQL\n";
    let config = "rules:\n  required-section:\n    options:\n      sections: [benefits]\n      lenient: false\n";
    let folder = folder(&[("jobs/a.md", page), ("jdlint.yml", config)]);
    assert_eq!(found(folder.path(), &[]), ["required-section warning"]);
}

#[test]
fn which_files_are_job_pages_can_be_said() {
    let folder = folder(&[
        ("people/a.md", PAGE),
        ("people/draft/b.md", PAGE),
        ("jobs/c.md", PAGE),
        ("jdlint.yml", "pages:\n  include: people/\n  exclude: [draft/]\nrules: {gendered-noun: off}\n"),
    ]);
    let run = jdlint(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("people/a.md"), "{}", run.stdout);
}

const OWN_RULE: &str = "kind: phrase\nseverity: warning\ntitle: Words we do not use\nmessage: \"`{match}` is not ours\"\n\
                        why: Because we agreed on it.\noptions:\n  terms:\n    - match: synergy\nexamples:\n\
                        \x20 - bad: We want synergy.\n    finds: [synergy]\n  - good: We work together.\n";

#[test]
fn a_team_has_rules_of_its_own() {
    let folder = folder(&[
        ("jobs/a.md", "# Analyst\n\nWe want Synergy.\n"),
        ("jdlint.yml", "rule-paths: [house-rules]\n"),
        ("house-rules/no-synergy.yml", OWN_RULE),
    ]);
    assert_eq!(found(folder.path(), &[]), ["no-synergy warning"]);
    let run = jdlint(folder.path(), &["rules", "test", "house-rules/no-synergy.yml"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "1 rule, 2 examples: 2 passed, 0 failed\n"));
    let run = jdlint(folder.path(), &["explain", "no-synergy"]);
    assert!(run.stdout.contains("Because we agreed on it."), "{}", run.stdout);
}

#[test]
fn a_copy_of_a_built_in_rule_works_under_a_new_name() {
    let rule = support::read(&root().join("rules/wording/hyperbolic-title.yml"));
    let copy = rule.replace("[jedi, jedis, samurai, samurais]", "[jedi, jedis, samurai, samurais, sorcerer]");
    assert_ne!(rule, copy);
    let folder = folder(&[
        ("jobs/a.md", "# Analyst\n\nWe want a sorcerer.\n"),
        ("jdlint.yml", "rule-paths: our-titles.yml\n"),
        ("our-titles.yml", &copy),
    ]);
    assert_eq!(found(folder.path(), &[]), ["our-titles warning"]);
}

#[test]
fn a_failing_example_is_told() {
    let rule = OWN_RULE.replace("We work together", "We love synergy");
    let folder = folder(&[("no-synergy.yml", &rule)]);
    let run = jdlint(folder.path(), &["rules", "test", "no-synergy.yml"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("no-synergy.yml:12: finds [\"synergy\"], expected []"), "{}", run.stdout);
}

/// Each folder below `fixtures/broken` is a repository with something wrong in its configuration or its rules.
#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    let broken = root().join("fixtures/broken");
    let mut cases: Vec<_> = std::fs::read_dir(&broken).expect("there").flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() >= 15, "the cases were found");
    for case in cases {
        let run = jdlint(&case, &["check"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", case.display());
        golden(&case.join("expected.txt"), &run.stderr);
    }
}
