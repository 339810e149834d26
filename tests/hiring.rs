//! The order of hiring steps on real lists: silent as they are, and not when a step was moved.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

mod support;

use jdlint::page::{Step, Vocabulary};
use jdlint::ruleset::Library;
use jdlint::{CommandLine, Linter, Page, Project, Source};
use support::{pages_below, shared};

/// The step lists of the real pages, each as the texts of its steps, if at least four of them are recognized.
fn real_lists(vocabulary: &Vocabulary) -> Option<Vec<Vec<Step>>> {
    let mut lists = Vec::new();
    for name in ["handbook/sites/uncategorized/source/job-families", "corpus"] {
        for path in pages_below(&shared(name)?) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Source::new(path.display().to_string(), text);
            let page = Page::parse(&source, vocabulary);
            let recognized = |steps: &[Step]| steps.iter().filter(|step| step.is_step && step.stage.is_some()).count();
            lists
                .extend(page.step_lists().iter().map(|list| list.steps.clone()).filter(|steps| recognized(steps) >= 4));
        }
    }
    Some(lists)
}

fn page_of(steps: &[&Step]) -> String {
    let items: String = steps.iter().map(|step| format!("- {}\n", step.text)).collect();
    format!("# Analyst\n\n## Hiring Process\n\n{items}")
}

fn order_linter() -> std::sync::Arc<Linter> {
    let command_line = CommandLine { select: vec!["hiring-step-order".to_owned()], ..CommandLine::default() };
    let folder = tempfile::tempdir().expect("a folder");
    Project::new(folder.path().to_owned(), command_line).linter("job.md".as_ref()).expect("the default policy")
}

#[test]
fn a_moved_step_is_found_and_real_lists_are_in_order() {
    let library = Library::builtin();
    let vocabulary = library.vocabulary();
    let Some(lists) = real_lists(vocabulary) else { return };
    let linter = order_linter();
    let (mut silent, mut moved, mut reported, mut labeled) = (0, 0, 0, 0);
    for steps in &lists {
        let order: Vec<&Step> = steps.iter().collect();
        let source = Source::new("job.md", page_of(&order));
        assert!(linter.lint(&source).diagnostics.is_empty(), "{}", source.text());
        silent += 1;
        // Each step to each place where it stands before one that must come first.
        for (from, step) in steps.iter().enumerate() {
            for to in 0..steps.len() {
                let mut changed = order.clone();
                let taken = changed.remove(from);
                changed.insert(to, taken);
                let conflict = (0..changed.len()).any(|late| {
                    (0..late).any(|early| {
                        let (early, late) = (changed[early], changed[late]);
                        matches!((&late.stage, &early.stage), (Some(first), Some(second))
                            if early.is_step && late.is_step && vocabulary.hard_order().precedes(first, second))
                    })
                });
                if !conflict {
                    continue;
                }
                moved += 1;
                let source = Source::new("job.md", page_of(&changed));
                let found = linter.lint(&source).diagnostics;
                reported += usize::from(found.len() == 1);
                let labels = found.iter().flat_map(|found| std::iter::once(&found.primary).chain(&found.related));
                labeled += usize::from(labels.into_iter().any(|label| source.slice(label.span) == step.text));
            }
        }
    }
    println!("{silent} lists silent; {moved} moves, {reported} reported, {labeled} with the moved step labeled");
    assert!(lists.len() > 150 && moved > 1_000, "the lists were found");
    assert_eq!(reported, moved);
    assert!(labeled as f64 >= 0.99 * moved as f64, "{labeled} of {moved}");
}
