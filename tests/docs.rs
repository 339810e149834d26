//! What the documentation says of the program is what the program says. `UPDATE=1 cargo test` rewrites what is made.

mod support;

use jdlint::catalog;
use jdlint::kinds::KINDS;
use jdlint::ruleset::{Library, Preset, preset_names};
use support::{golden, jdlint, read, root};

#[test]
fn every_rule_has_its_page() {
    let library = Library::builtin();
    let folder = root().join("docs/rules");
    let mut expected: Vec<String> = vec!["README.md".to_owned()];
    for id in library.ids() {
        let rule = library.rule(id.as_str()).expect("embedded").expect("valid");
        golden(&folder.join(format!("{id}.md")), &catalog::explain(&rule));
        expected.push(format!("{id}.md"));
    }
    golden(&folder.join("README.md"), &catalog::table(&library));
    let mut found: Vec<String> = std::fs::read_dir(&folder)
        .expect("there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "pages of rules that are gone");
}

/// `text` with what stands between `<!-- name -->` and the next blank line after its block replaced.
fn with_part(text: &str, name: &str, part: &str) -> String {
    let mark = format!("<!-- {name} -->\n");
    let start = text.find(&mark).unwrap_or_else(|| panic!("{mark} is missing")) + mark.len();
    let rest = &text[start..];
    let end = rest.find("<!-- end -->").or_else(|| rest.find("\n\n").map(|at| at + 1)).unwrap_or(rest.len());
    let end = if rest.starts_with('\n') { 0 } else { end };
    format!("{}{}\n{}", &text[..start], part.trim_end(), &rest[end..])
}

#[test]
fn the_manual_lists_what_there_is() {
    let library = Library::builtin();
    let path = root().join("docs/rule-files.md");
    let mut kinds = String::from("| kind | finds | values for messages |\n| --- | --- | --- |\n");
    for kind in KINDS {
        let values: Vec<String> = kind.values.iter().map(|(name, what)| format!("`{{{name}}}` {what}")).collect();
        kinds.push_str(&format!("| `{}` | {} | {} |\n", kind.name, kind.about, values.join("; ")));
    }
    let mut roles = String::from("| role | usual heading |\n| --- | --- |\n");
    for (role, title) in library.vocabulary().roles() {
        roles.push_str(&format!("| `{role}` | {title} |\n"));
    }
    let text = with_part(&with_part(&read(&path), "kinds", &kinds), "roles", &roles);
    golden(&path, &text);

    let path = root().join("docs/configuration.md");
    let mut presets = String::from("| preset | what for |\n| --- | --- |\n");
    for name in preset_names() {
        presets.push_str(&format!("| `{name}` | {} |\n", Preset::builtin(name).expect("embedded").title));
    }
    let mut stages = String::from("| stage | in messages |\n| --- | --- |\n");
    for (stage, title) in library.vocabulary().stages() {
        stages.push_str(&format!("| `{stage}` | {title} |\n"));
    }
    golden(&path, &with_part(&with_part(&read(&path), "presets", &presets), "stages", &stages));

    let path = root().join("README.md");
    let mut rules = String::from("| rule | finds |\n| --- | --- |\n");
    for id in library.ids() {
        let rule = library.rule(id.as_str()).expect("embedded").expect("valid");
        rules.push_str(&format!("| [{id}](docs/rules/{id}.md) | {} |\n", rule.title));
    }
    golden(&path, &with_part(&read(&path), "rules", &rules));
}

/// A block after `<!-- run: jdlint ARGS in FOLDER -->` is what that run prints.
#[test]
fn the_pictures_in_the_readme_are_real() {
    let path = root().join("README.md");
    let mut text = read(&path);
    let marks: Vec<String> =
        text.lines().filter(|line| line.starts_with("<!-- run: jdlint ")).map(str::to_owned).collect();
    assert_eq!(marks.len(), 2);
    for mark in marks {
        let command = mark.trim_start_matches("<!-- run: jdlint ").trim_end_matches(" -->");
        let (args, folder) = command.split_once(" in ").expect("a folder");
        let run = jdlint(&root().join(folder), &args.split(' ').collect::<Vec<_>>());
        let shown = format!("{}{}", run.stdout, run.stderr);
        let shown: Vec<&str> = shown.trim_end().lines().map(str::trim_end).collect();
        let start = text.find(&mark).expect("there") + mark.len() + "\n```text\n".len();
        let end = start + text[start..].find("```").expect("the end of the block");
        text.replace_range(start..end, &format!("{}\n", shown.join("\n")));
    }
    golden(&path, &text);
}

#[test]
fn links_in_the_documentation_resolve() {
    let files = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/configuration.md",
        "docs/online.md",
        "docs/rule-files.md",
        "docs/output-formats.md",
    ];
    for file in files {
        let run = jdlint(&root(), &["check", file, "--select", "links", "--output-format", "concise"]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{file}");
    }
}

#[test]
fn the_two_commands_of_the_readme_are_those_of_ci() {
    let (readme, ci) = (read(&root().join("README.md")), read(&root().join(".ci/run")));
    assert!(readme.contains("cargo run -- check fixtures/projects/handbook"));
    assert!(ci.contains("-- check fixtures/projects/handbook"));
    assert!(readme.contains("\ncargo test ") && ci.contains("\ncargo test --locked"));
}

#[test]
fn actions_are_pinned() {
    let workflow = read(&root().join(".github/workflows/ci.yml"));
    let readme = read(&root().join("README.md"));
    let uses: Vec<&str> = workflow.lines().chain(readme.lines()).filter(|line| line.contains("uses: ")).collect();
    assert!(uses.len() >= 4);
    for line in uses {
        let commit = line.split('@').nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
    }
    assert!(workflow.contains("\npermissions: {}\n"));
}
