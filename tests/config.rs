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
    let copy = rule.replace("[jedi, jedis, samurai, samurais]", "[jedi, jedis, samurai, samurais, alchemist]");
    assert_ne!(rule, copy);
    let folder = folder(&[
        ("jobs/a.md", "# Analyst\n\nWe want an alchemist.\n"),
        ("jdlint.yml", "rule-paths: our-titles.yml\n"),
        ("our-titles.yml", &copy),
    ]);
    assert_eq!(found(folder.path(), &[]), ["our-titles warning"]);
}

#[test]
fn the_language_is_told_from_the_page_or_by_the_configuration() {
    let german = "# Analyst\n\nWir suchen einen Ninja. Er hat his/her im Wortschatz.\n".to_owned()
        + &"Das ist ein Satz auf Deutsch. ".repeat(20);
    let folder = folder(&[
        ("jobs/de.md", &german),
        ("jobs/lang.md", "---\ntitle: Analyst\nlang: de\n---\n\nTell her/his manager.\n"),
        ("jobs/en.md", "---\ntitle: Analyst\n---\n\nTell her/his manager about the color.\n"),
    ]);
    let rules = ["--select", "gendered-pronoun-pair,hyperbolic-title,mixed-spelling"];
    assert_eq!(found(folder.path(), &rules), ["gendered-pronoun-pair warning"]);
    std::fs::write(folder.path().join("jdlint.yml"), "language: en-GB\n").expect("written");
    let all = ["gendered-pronoun-pair warning", "hyperbolic-title warning", "mixed-spelling info"];
    let mut seen = found(folder.path(), &rules);
    seen.sort();
    seen.dedup();
    assert_eq!(seen, all);
    let config = "language: en\noverrides:\n  - files: jobs/en.md\n    language: fr\n";
    std::fs::write(folder.path().join("jdlint.yml"), config).expect("written");
    let run = jdlint(folder.path(), &["check", "--select", "gendered-pronoun-pair", "jobs/en.md"]);
    assert!(
        run.stdout.contains("nothing found") || run.stderr.contains("nothing found"),
        "{} {}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn a_failing_example_is_told() {
    let rule = OWN_RULE.replace("We work together", "We love synergy");
    let folder = folder(&[("no-synergy.yml", &rule)]);
    let run = jdlint(folder.path(), &["rules", "test", "no-synergy.yml"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("no-synergy.yml:12: finds [\"synergy\"], expected []"), "{}", run.stdout);
}

const WORDS: &str = "vocabulary:
  sections:
    responsibilities:
      aliases: [Your adventure, Mission and benefits]
      endings: quests
      patterns: ['^A day in the life\\b']
    requirements: { aliases: Perks }
    our-promise:
      title: Our promise
      aliases: [What we promise]
  stages:
    assessment: { patterns: ['\\bescape room\\b'] }
    peer: { not: ['\\bdirect report\\b'] }
    trial-day: { title: the trial day, patterns: ['\\btrial day\\b'] }
    lunch: { title: lunch, step: false, patterns: [^lunch] }
  order:
    - [trial-day, offer]
";

/// The sections of a page with their roles, and its steps with their stages.
fn outline(folder: &std::path::Path, page: &str) -> Vec<String> {
    let run = jdlint(folder, &["outline", "--format", "json", page]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut lines = Vec::new();
    describe(&serde_json::from_str(&run.stdout).expect("JSON"), &mut lines);
    lines
}

fn describe(section: &serde_json::Value, lines: &mut Vec<String>) {
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
    if let Some(heading) = section["heading"].as_str() {
        lines.push(format!("{heading}: {} by {}", word(&section["role"]), word(&section["recognized"])));
    }
    for step in section["steps"].as_array().into_iter().flatten() {
        lines.push(format!("- {}: {}", word(&step["text"]), word(&step["stage"])));
    }
    for inner in section["sections"].as_array().into_iter().flatten() {
        describe(inner, lines);
    }
}

#[test]
fn a_team_has_words_of_its_own_for_sections() {
    let headings = [
        ("Your Adventure", "responsibilities by alias"),
        ("Mission and benefits", "responsibilities by alias"),
        ("Senior Analyst Quests", "responsibilities by ending"),
        ("A day in the life of an analyst", "responsibilities by pattern"),
        ("What you'll do", "responsibilities by pattern"),
        ("Perks", "requirements by alias"),
        ("Our promise", "our-promise by exact"),
        ("What we promise", "our-promise by alias"),
        ("Responsibilities", "responsibilities by exact"),
    ];
    let page: String = headings.iter().map(|(heading, _)| format!("## {heading}\n\nText.\n\n")).collect();
    let folder = folder(&[("jobs/a.md", &page), ("jdlint.yml", WORDS)]);
    let expected: Vec<String> = headings.iter().map(|(heading, role)| format!("{heading}: {role}")).collect();
    assert_eq!(outline(folder.path(), "jobs/a.md"), expected);
}

#[test]
fn a_team_has_words_of_its_own_for_stages() {
    let page = "## Hiring Process\n\n- Escape room with two peers\n- Trial day with the hiring manager\n- Lunch\n\
                - Panel with a direct report\n- Offer\n";
    let folder = folder(&[("jobs/a.md", page), ("jdlint.yml", WORDS)]);
    let expected = [
        "Hiring Process: hiring-process by exact",
        "- Escape room with two peers: assessment",
        "- Trial day with the hiring manager: trial-day",
        "- Lunch: lunch",
        "- Panel with a direct report: ?",
        "- Offer: offer",
    ];
    assert_eq!(outline(folder.path(), "jobs/a.md"), expected);
}

#[test]
fn stages_of_a_team_have_their_place_in_the_order() {
    let page = "## Hiring Process\n\n- Screening call\n- Offer\n- Trial day\n";
    let folder = folder(&[("jobs/a.md", page), ("jdlint.yml", WORDS)]);
    let args = ["check", "--select", "hiring-step-order", "--output-format", "concise"];
    let run = jdlint(folder.path(), &args);
    assert!(run.stdout.contains("the offer stands before the trial day"), "{}", run.stdout);
    support::write(&folder.path().join("jdlint.yml"), &WORDS.replace("[trial-day, offer]", "[screening, trial-day]"));
    assert_eq!(jdlint(folder.path(), &args).code, 0);
}

#[test]
fn a_team_has_an_order_of_its_own() {
    let page =
        "## Hiring Process\n\n- Interview with two peers\n- Screening call\n- Interview with the hiring manager\n";
    let folder = folder(&[("jobs/a.md", page), ("jdlint.yml", "")]);
    let found = |vocabulary: &str| {
        support::write(&folder.path().join("jdlint.yml"), vocabulary);
        let select = "hiring-step-order,hiring-step-order-soft";
        let args = ["check", "--select", select, "--output-format", "concise"];
        let run = jdlint(folder.path(), &args);
        let rules = run.stdout.lines().filter_map(|line| line.split_once('[')?.1.split_once(']'));
        rules.map(|(rule, _)| rule.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["hiring-step-order", "hiring-step-order-soft"]);
    // What never comes otherwise outweighs what usually does.
    assert_eq!(found("vocabulary: { order: [[peer, hiring-manager]] }"), ["hiring-step-order"]);
    assert_eq!(found("vocabulary: { builtin-order: false }"), [""; 0]);
    assert_eq!(
        found("vocabulary: { builtin-order: false, soft-order: [[screening, peer]] }"),
        ["hiring-step-order-soft"]
    );
}

#[test]
fn words_of_inner_files_are_added_to_those_of_outer_ones() {
    let page = "## Your quests\n\nText.\n\n## Our promise\n\nText.\n\n## We promise\n\nText.\n\n## Perks\n\nText.\n";
    let inner =
        "vocabulary:\n  sections:\n    our-promise: { aliases: We promise }\n    compensation: { aliases: Perks }\n";
    let folder = folder(&[
        ("jdlint.yml", WORDS),
        ("jobs/a.md", page),
        ("jobs/inner/b.md", page),
        ("jobs/inner/jdlint.yml", inner),
    ]);
    let known = ["Your quests: responsibilities by ending", "Our promise: our-promise by exact"];
    let outer = ["We promise: ? by ?", "Perks: requirements by alias"];
    assert_eq!(outline(folder.path(), "jobs/a.md"), [known, outer].concat());
    let inner = ["We promise: our-promise by alias", "Perks: compensation by alias"];
    assert_eq!(outline(folder.path(), "jobs/inner/b.md"), [known, inner].concat());
}

#[test]
fn rules_speak_of_roles_of_the_team() {
    let required = "rules:\n  required-section: { options: { sections: [our-promise], lenient: false } }\n";
    let config = format!("{WORDS}rule-paths: no-synergy.yml\n{required}");
    let rule = OWN_RULE.replace("title:", "scope: role(our-promise)\ntitle:");
    let rule = rule.replace("bad: We want synergy.", "bad: \"## Our promise\\n\\nWe want synergy.\"");
    let folder = folder(&[
        ("jobs/a.md", "# Analyst\n\nSynergy.\n\n## What we promise\n\nWe want synergy.\n"),
        ("jobs/b.md", "# Analyst\n\nSynergy.\n"),
        ("jdlint.yml", &config),
        ("no-synergy.yml", &rule),
    ]);
    assert_eq!(found(folder.path(), &["jobs/a.md"]), ["no-synergy warning"]);
    let run = jdlint(folder.path(), &["check", "--output-format", "concise", "jobs/b.md"]);
    assert!(run.stdout.contains("This page has no Our promise section"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert_eq!(jdlint(folder.path(), &["rules", "test", "no-synergy.yml"]).code, 0);
}

#[test]
fn what_the_site_puts_on_every_page_is_not_missing() {
    let required = "rules:\n  required-section: { options: { sections: [compensation, benefits], lenient: false } }\n";
    let folder = folder(&[
        ("jobs/a.md", "# Analyst\n\nA text.\n"),
        ("jobs/inner/b.md", "# Analyst\n\nA text.\n"),
        ("jdlint.yml", &format!("vocabulary: {{ site-sections: compensation }}\n{required}")),
        ("jobs/inner/jdlint.yml", "vocabulary: { site-sections: [benefits] }\n"),
    ]);
    let run = jdlint(folder.path(), &["check", "--output-format", "concise", "jobs/a.md"]);
    assert!(run.stdout.contains("no Benefits section") && !run.stdout.contains("Compensation"), "{}", run.stdout);
    assert_eq!(found(folder.path(), &["jobs/inner/b.md"]), [""; 0]);
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
