//! Every rule against its own examples, alone. The tests are made from the files below `rules/` by the build script, so
//! a new rule has its test: `cargo test --test rules wording_gendered_noun`.

use std::sync::Arc;

use jdlint::catalog;
use jdlint::ruleset::{Library, Preset, preset_names};

include!(concat!(env!("OUT_DIR"), "/rule_tests.rs"));

fn run(id: &str) {
    let library = Library::builtin();
    let rule = library.rule(id).expect("embedded").unwrap_or_else(|error| panic!("{error}"));
    let rule = Arc::new(rule);
    let mut wrong = Vec::new();
    for example in &rule.examples {
        let line = rule.source.position(example.span.start).line;
        let outcome = catalog::run_example(&rule, example, library.vocabulary());
        wrong.extend(
            example.compare(&outcome).into_iter().map(|wrong| format!("{}:{line}: {wrong}", rule.source.name())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_says_why_and_in_full_sentences() {
    let library = Library::builtin();
    for id in library.ids() {
        let rule = library.rule(id.as_str()).expect("embedded").expect("valid");
        assert!(rule.why.ends_with('.'), "{id}: why is a sentence");
        assert!(!rule.title.ends_with('.'), "{id}: the title is no sentence");
        assert!(rule.why.len() < 320, "{id}: why is read in a terminal");
    }
}

#[test]
fn presets_name_rules_that_exist() {
    let library = Library::builtin();
    for name in preset_names() {
        let preset = Preset::builtin(name).expect("embedded");
        let rules = library.rule_set(&preset.rules).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        assert!(!rules.rules().is_empty(), "{name} switches something on");
    }
}

#[test]
fn every_rule_is_in_a_preset() {
    let library = Library::builtin();
    for id in library.ids() {
        let named = preset_names().any(|name| {
            let preset = Preset::builtin(name).expect("embedded");
            preset.rules.iter().any(|setting| setting.id.value == id.as_str())
        });
        assert!(named, "{id} is in no preset: nobody will ever see it");
    }
}
