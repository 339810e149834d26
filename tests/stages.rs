//! The stages of hiring steps on real pages, against what people read there.
//!
//! `fixtures/labels/steps.tsv` says for 191 pages, most of them drawn at random, in which line a step begins, in which form
//! it is written and what it is (path, line, form, stage, `?` where the readers were in doubt). The labels were made by
//! reading the pages, without jdlint; the pages themselves are not part of the project.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

mod support;

use std::collections::BTreeMap;

use jdlint::ruleset::Library;
use jdlint::{Page, Source};
use support::{read, root, shared};

/// One row of the labels.
struct Label {
    line: usize,
    form: String,
    stage: String,
    doubt: bool,
}

fn labels() -> BTreeMap<String, Vec<Label>> {
    let mut pages: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    for row in read(&root().join("fixtures/labels/steps.tsv")).lines() {
        let columns: Vec<&str> = row.split('\t').collect();
        let label = Label {
            line: columns[1].parse().expect("a line"),
            form: columns[2].to_owned(),
            stage: columns[3].to_owned(),
            doubt: columns.get(4).is_some(),
        };
        pages.entry(columns[0].to_owned()).or_default().push(label);
    }
    pages
}

#[test]
fn steps_are_of_the_stage_that_people_read() {
    let (Some(folder), Some(_)) = (shared(""), shared("corpus")) else { return };
    let library = Library::builtin();
    // Right, wrong, missed: of the handbook and of other companies.
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (path, labels) in labels() {
        let source = Source::new(path.as_str(), read(&folder.join(&path)));
        let page = Page::parse(&source, library.vocabulary());
        let found: BTreeMap<usize, Option<&str>> = page
            .step_lists()
            .iter()
            .flat_map(|list| &list.steps)
            .map(|step| {
                let line = source.position(step.sentence.start).line;
                (line, step.stage.as_ref().map(jdlint::page::Stage::as_str))
            })
            .collect();
        let count = counts.entry(path.split('/').next().unwrap_or_default().to_owned()).or_default();
        // Sentences beside a list are no list of their own to jdlint.
        for label in labels.iter().filter(|label| !label.doubt && label.form != "prose") {
            let place = match found.get(&label.line) {
                Some(stage) if stage.unwrap_or("other") == label.stage => 0,
                Some(_) => 1,
                None => 2,
            };
            if place > 0 {
                println!("{path}:{} is {}, found {:?}", label.line, label.stage, found.get(&label.line));
            }
            count[place] += 1;
        }
    }
    for (name, [right, wrong, missed]) in &counts {
        println!("{name}: {right} right, {wrong} wrong, {missed} missed");
    }
    let [right, wrong, missed] = counts["handbook"];
    assert!(right > 600 && right as f64 >= 0.97 * (right + wrong + missed) as f64, "{counts:?}");
    // Six pages here nest names and remarks two levels deep, which are no steps.
    let [right, wrong, _] = counts["corpus"];
    assert!(right > 190 && right as f64 >= 0.9 * (right + wrong) as f64, "{counts:?}");
}
