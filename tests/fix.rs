//! `--fix` and `--diff`: what is written, and what never is.

mod support;

use std::fs;

use support::{folder, jdlint, jdlint_with, read, shared};

#[test]
fn the_seed_changes_in_one_place_and_only_once() {
    let Some(seed) = shared("seed/senior-product-manager-ci-cd-pipelines.md") else { return };
    let text = read(&seed);
    let folder = folder(&[("seed.md", &text)]);
    let page = folder.path().join("seed.md");

    let run = jdlint(folder.path(), &["check", "--diff", "seed.md"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with(['-', '+'])).count(), 4, "{}", run.stdout);
    assert_eq!(read(&page), text, "--diff writes nothing");

    let run = jdlint(folder.path(), &["check", "--fix", "seed.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(read(&page), text.replace("her/his", "their"));

    let before = fs::metadata(&page).and_then(|metadata| metadata.modified()).expect("there");
    let run = jdlint(folder.path(), &["check", "--fix", "seed.md"]);
    assert_eq!(run.code, 0);
    let after = fs::metadata(&page).and_then(|metadata| metadata.modified()).expect("there");
    assert_eq!(before, after, "a page without fixes is not touched");
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let page = "\u{feff}---\r\ntitle: A\r\n---\r\n\r\nFind her/his title.\nAnd his or her desk.";
    let folder = folder(&[("a.md", page)]);
    jdlint(folder.path(), &["check", "--fix", "a.md"]);
    let expected = page.replace("her/his", "their").replace("his or her", "their");
    assert_eq!(read(&folder.path().join("a.md")), expected);
}

#[test]
fn unsafe_fixes_want_to_be_asked_for() {
    let page = "The chairman met her/his team. He/she zigzags weekly.\n";
    let folder = folder(&[("a.md", page)]);
    let path = folder.path().join("a.md");
    jdlint(folder.path(), &["check", "--fix", "a.md"]);
    assert_eq!(read(&path), "The chairman met their team. He/she zigzags weekly.\n");
    jdlint(folder.path(), &["check", "--fix", "--unsafe-fixes", "a.md"]);
    assert_eq!(read(&path), "The chair met their team. He/she zigzags weekly.\n", "display-only is never applied");
}

#[test]
fn markup_inside_a_phrase_is_left_alone() {
    let page = "Find her/**his** title, and **his or her** desk.\n";
    let folder = folder(&[("a.md", page)]);
    let run = jdlint(folder.path(), &["check", "--fix", "a.md", "--output-format", "concise"]);
    assert_eq!(read(&folder.path().join("a.md")), "Find her/**his** title, and **their** desk.\n");
    assert!(run.stdout.contains("her/his"), "{}", run.stdout);
}

#[test]
fn a_page_with_two_findings_and_one_fix_reports_the_other_at_its_new_place() {
    let folder = folder(&[("a.md", "Find her/his team. Hi guys.\n")]);
    let run = jdlint(folder.path(), &["check", "--fix", "a.md", "--select", "wording", "--output-format", "concise"]);
    assert!(run.stdout.starts_with("a.md:1:21: warning[gendered-noun]"), "{}", run.stdout);
    assert!(run.stderr.contains("Fixed 1 finding on 1 page."), "{}", run.stderr);
}

#[test]
fn standard_input_comes_out_fixed() {
    let folder = folder(&[]);
    let run = jdlint_with(folder.path(), &["check", "--fix", "-"], "Find her/his title. Hi guys.\n");
    assert_eq!(run.stdout, "Find their title. Hi guys.\n");
    assert!(run.stderr.contains("guys"), "{}", run.stderr);
    assert_eq!(run.code, 1);
}

#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_written_keeps_its_bytes_and_exits_2() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let page = "Find her/his title.\n";
    let folder = folder(&[("a.md", page), ("b.md", page), ("c.md", page)]);
    let path = |name: &str| folder.path().join(name);
    fs::set_permissions(path("a.md"), fs::Permissions::from_mode(0o444)).expect("set");
    fs::hard_link(path("b.md"), path("other-name.md")).expect("linked");
    symlink(path("c.md"), path("link.md")).expect("linked");
    for (name, reason) in [("a.md", "read-only"), ("b.md", "hard link"), ("link.md", "symbolic link")] {
        let run = jdlint(folder.path(), &["check", "--fix", name]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.stderr.contains(reason), "{name}: {}", run.stderr);
        assert_eq!(read(&path(name)), page, "{name}");
    }
    assert!(path("link.md").symlink_metadata().expect("there").is_symlink());
}

#[test]
fn fixes_of_every_rule_come_to_rest_on_real_pages() {
    use jdlint::diagnostic::Safety;
    use jdlint::{CommandLine, Project, Source, fixer};
    let Some(corpus) = shared("corpus") else { return };
    let files = support::pages_below(&corpus);
    assert!(files.len() > 300);
    let linter = Project::new(corpus, CommandLine::default()).linter("job.md".as_ref()).expect("the default policy");
    let mut fixed_pages = 0;
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.display().to_string();
        let once = fixer::fix(&linter, &Source::new(&*name, &*text), Safety::Unsafe).expect(&name);
        let twice = fixer::fix(&linter, &Source::new(&*name, &*once.text), Safety::Unsafe).expect(&name);
        assert_eq!((twice.count(), &twice.text), (0, &once.text), "{name}");
        fixed_pages += usize::from(once.text != text);
    }
    assert!(fixed_pages > 10, "{fixed_pages} pages had something to fix");
}

/// What is left of a page after all fixes of one rule.
fn fixed_by(rule: &str, page: &str, config: &str) -> String {
    let folder = folder(&[("a.md", page), ("jdlint.yml", config)]);
    let run = jdlint(folder.path(), &["check", "--fix", "--unsafe-fixes", "--select", rule, "a.md"]);
    assert!(run.code < 2, "{}", run.stderr);
    read(&folder.path().join("a.md"))
}

#[test]
fn steps_move_with_what_is_nested_in_them() {
    let page = "## Hiring Process\n\n  1) Offer\n\n     Usually *by phone*.\n     - with a date\n  2) Screening call\n  \
                3) Interview with a peer\n     <!-- two of us -->\n\nMore.\n";
    let expected = "## Hiring Process\n\n  1) Screening call\n  2) Interview with a peer\n     <!-- two of us -->\n  \
                    3) Offer\n\n     Usually *by phone*.\n     - with a date\n\nMore.\n";
    assert_eq!(fixed_by("hiring-step-order", page, ""), expected);
}

#[test]
fn steps_that_would_lose_their_lines_stay() {
    // The lines below the ninth step are indented for a mark of two characters, those of the tenth for three.
    let steps: String = (2..9).map(|number| format!("{number}. Interview with peer {number}\n")).collect();
    let page =
        format!("## Hiring Process\n\n1. Offer\n   by phone\n{steps}9. Interview\n10. Screening call\n    by video\n");
    assert_eq!(fixed_by("hiring-step-order", &page, ""), page);
}

#[test]
fn a_line_end_is_put_in_as_the_page_has_them() {
    let page = "## Hiring Process\r\n\r\n* Screening call\r\n* Interview\r\nAdditional details about our process are here.\r\n";
    let expected = page.replace("Additional", "\r\nAdditional");
    assert_eq!(fixed_by("hiring-list-break", page, ""), expected);
}

#[test]
fn the_wording_of_a_team_is_restored() {
    let config = "rules:\n  hiring-boilerplate:\n    severity: warning\n    options:\n      sentences:\n        \
                  - about: who meets them\n          write: Your interviewers are on our [team page](/team/), with their pronouns.\n          \
                  exact: true\n";
    let page = |sentence: &str| {
        format!("## Hiring Process\n\nWelcome. {sentence} Good luck.\n\n- Screening call\n- Interview\n")
    };
    let right = page("Your interviewers are on our [team page](/team/), with their pronouns.");
    for edited in [
        "Your interviewers are on the [team page](/old/team/), with their pronouns.",
        "All your interviewers are on our [team page](/team/), with pronouns.",
    ] {
        assert_eq!(fixed_by("hiring-boilerplate", &page(edited), config), right);
    }
    assert_eq!(fixed_by("hiring-boilerplate", &right, config), right);
    let missing = page("We look forward to it.");
    assert!(
        fixed_by("hiring-boilerplate", &missing, config)
            .contains("Good luck. Your interviewers are on our [team page]")
    );
}
