//! The order of hiring steps on real lists: silent as they are, and not when a step was moved.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

mod support;

use jdlint::diagnostic::Safety;
use jdlint::page::{Step, StepForm, StepList, Vocabulary};
use jdlint::ruleset::Library;
use jdlint::{CommandLine, Linter, Page, Project, Source, fixer};
use support::{pages_below, shared};

/// The step lists of the real pages, each as the texts of its steps, if at least four of them are recognized.
fn real_lists(vocabulary: &Vocabulary) -> Option<Vec<Vec<Step>>> {
    let mut lists = Vec::new();
    for source in real_pages()? {
        let page = Page::parse(&source, vocabulary);
        let recognized = |steps: &[Step]| steps.iter().filter(|step| step.is_step && step.stage.is_some()).count();
        lists.extend(page.step_lists().iter().map(|list| list.steps.clone()).filter(|steps| recognized(steps) >= 4));
    }
    Some(lists)
}

fn page_of(steps: &[&Step]) -> String {
    let items: String = steps.iter().map(|step| format!("- {}\n", step.text)).collect();
    format!("# Analyst\n\n## Hiring Process\n\n{items}")
}

fn linter(rule: &str) -> std::sync::Arc<Linter> {
    let command_line = CommandLine { select: vec![rule.to_owned()], ..CommandLine::default() };
    let folder = tempfile::tempdir().expect("a folder");
    Project::new(folder.path().to_owned(), command_line).linter("job.md".as_ref()).expect("the default policy")
}

/// The real pages.
fn real_pages() -> Option<Vec<Source>> {
    let mut pages = Vec::new();
    for name in ["handbook/sites/uncategorized/source/job-families", "corpus"] {
        for path in pages_below(&shared(name)?) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            pages.push(Source::new(path.display().to_string(), text));
        }
    }
    Some(pages)
}

/// Whether one of these steps stands before one that always precedes it.
fn has_conflict(steps: &[&Step], vocabulary: &Vocabulary) -> bool {
    (0..steps.len()).any(|late| {
        (0..late).any(|early| {
            let (early, late) = (steps[early], steps[late]);
            matches!((&late.stage, &early.stage), (Some(first), Some(second))
                if early.is_step && late.is_step && vocabulary.hard_order().precedes(first, second))
        })
    })
}

#[test]
fn a_moved_step_is_found_and_real_lists_are_in_order() {
    let library = Library::builtin();
    let vocabulary = library.vocabulary();
    let Some(lists) = real_lists(vocabulary) else { return };
    let linter = linter("hiring-step-order");
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
                if !has_conflict(&changed, vocabulary) {
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

/// What is left of an item when its number is taken away.
fn without_number(item: &str) -> &str {
    let words = item.trim_start_matches(|c: char| c.is_ascii_digit());
    if words.len() < item.len() { words } else { item }
}

/// The texts of the items of a list, in order of the alphabet.
fn sorted_items(source: &Source, list: &StepList) -> Vec<String> {
    let mut items: Vec<String> =
        list.steps.iter().map(|step| without_number(source.slice(step.item)).to_owned()).collect();
    items.sort();
    items
}

#[test]
fn steps_are_put_in_order_and_nothing_else_is_changed() {
    let vocabulary = Library::builtin().vocabulary().clone();
    let Some(pages) = real_pages() else { return };
    let linter = linter("hiring-step-order");
    let (mut moves, mut fixed_moves) = (0, 0);
    for source in &pages {
        let page = Page::parse(source, &vocabulary);
        for (index, list) in page.step_lists().iter().enumerate() {
            if list.form != StepForm::Items || list.steps.len() < 4 {
                continue;
            }
            // The step behind each other one changes places with it, as somebody who edits the page would do it.
            for from in 1..list.steps.len() {
                let (first, second) = (&list.steps[from - 1], &list.steps[from]);
                let mut order: Vec<&Step> = list.steps.iter().collect();
                order.swap(from - 1, from);
                if !has_conflict(&order, &vocabulary) || first.item.end > second.item.start {
                    continue;
                }
                let text = source.text();
                let changed = [
                    &text[..first.item.start],
                    source.slice(second.item),
                    &text[first.item.end..second.item.start],
                    source.slice(first.item),
                    &text[second.item.end..],
                ]
                .concat();
                let changed = Source::new("job.md", changed);
                let wrong = Page::parse(&changed, &vocabulary);
                let Some(wrong_list) = wrong.step_lists().get(index) else { continue };
                if linter.lint(&changed).diagnostics.is_empty() {
                    continue;
                }
                moves += 1;
                let fixed = fixer::fix(&linter, &changed, Safety::Unsafe).expect("the fix comes to rest");
                if fixed.count() == 0 {
                    assert_eq!(fixed.text, changed.text());
                    continue;
                }
                fixed_moves += 1;
                assert!(fixed.remaining.diagnostics.is_empty(), "{}:\n{}", source.name(), fixed.text);
                let again = Source::new("job.md", &*fixed.text);
                let right = Page::parse(&again, &vocabulary);
                let right_list = &right.step_lists()[index];
                let outside = |source: &Source, list: &StepList| {
                    let (before, after) = (&source.text()[..list.span.start], &source.text()[list.span.end..]);
                    [before.to_owned(), after.to_owned()]
                };
                assert_eq!(outside(&changed, wrong_list), outside(&again, right_list), "{}", source.name());
                assert_eq!(sorted_items(&changed, wrong_list), sorted_items(&again, right_list), "{}", source.name());
                let second_run = fixer::fix(&linter, &again, Safety::Unsafe).expect("nothing to do");
                assert_eq!((second_run.count(), &second_run.text), (0, &fixed.text));
            }
        }
    }
    println!("{moves} pages with two steps in each other's place, {fixed_moves} put in order");
    assert!(moves > 200 && fixed_moves * 10 >= moves * 9, "{fixed_moves} of {moves}");
}

#[test]
fn shuffled_numbers_are_found() {
    let library = Library::builtin();
    let Some(lists) = real_lists(library.vocabulary()) else { return };
    let linter = linter("hiring-list-format");
    let mut shuffled = 0;
    for steps in &lists {
        let numbered = |numbers: &[usize]| {
            let items: String =
                numbers.iter().zip(steps).map(|(number, step)| format!("{number}. {}\n", step.text)).collect();
            Source::new("job.md", format!("# Analyst\n\n## Hiring Process\n\n{items}"))
        };
        let right: Vec<usize> = (1..=steps.len()).collect();
        assert!(linter.lint(&numbered(&right)).diagnostics.is_empty());
        for at in 1..right.len() {
            let mut wrong = right.clone();
            wrong.swap(at - 1, at);
            let source = numbered(&wrong);
            assert_eq!(linter.lint(&source).diagnostics.len(), 1, "{}", source.text());
            let fixed = fixer::fix(&linter, &source, Safety::Safe).expect("the fix comes to rest");
            assert_eq!(fixed.text, numbered(&right).text());
            shuffled += 1;
        }
    }
    println!("{shuffled} lists with two numbers in each other's place");
    assert!(shuffled > 500);
}

#[test]
fn shuffled_ordinals_are_found() {
    let library = Library::builtin();
    let Some(lists) = real_lists(library.vocabulary()) else { return };
    let linter = linter("hiring-ordinal-gap");
    const NAMES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    let (mut shuffled, mut reported) = (0, 0);
    for steps in &lists {
        let labeled: Vec<usize> = (0..steps.len()).filter(|place| steps[*place].ordinal.is_some()).collect();
        let numbers: Vec<usize> = labeled.iter().filter_map(|place| Some(steps[*place].ordinal?.number)).collect();
        let is_plain = numbers.iter().enumerate().all(|(at, number)| *number == at + 1)
            && labeled.iter().zip(&numbers).all(|(place, number)| steps[*place].text.contains(NAMES[number - 1]));
        if labeled.len() < 2 || !is_plain {
            continue;
        }
        let with = |numbers: &[usize]| {
            let mut texts: Vec<String> = steps.iter().map(|step| step.text.clone()).collect();
            for ((place, number), old) in labeled.iter().zip(numbers).zip(1..) {
                texts[*place] = texts[*place].replacen(NAMES[old - 1], NAMES[number - 1], 1);
            }
            let items: String = texts.iter().map(|text| format!("- {text}\n")).collect();
            Source::new("job.md", format!("# Analyst\n\n## Hiring Process\n\n{items}"))
        };
        assert!(linter.lint(&with(&numbers)).diagnostics.is_empty(), "{}", with(&numbers).text());
        for at in 1..numbers.len() {
            let mut wrong = numbers.clone();
            wrong.swap(at - 1, at);
            shuffled += 1;
            let source = with(&wrong);
            let found = linter.lint(&source).diagnostics.len();
            if found == 0 {
                println!("silent:\n{}", source.text());
            }
            reported += usize::from(found == 1);
            let fixed = fixer::fix(&linter, &source, Safety::Unsafe).expect("the fix comes to rest");
            assert!(fixed.remaining.diagnostics.is_empty(), "{}", fixed.text);
        }
    }
    println!("{shuffled} lists with two ordinals in each other's place, {reported} reported");
    assert!(shuffled > 50 && reported * 100 >= shuffled * 99, "{reported} of {shuffled}");
}
