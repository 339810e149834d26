//! The links of 120 real pages against what people found out about each of them.
//!
//! `../shared/truth/links.tsv` has a row for every link with two verdicts: where it led in the real world, and what must be
//! said of it by somebody who knows only the copy of the site that lies beside it.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jdlint::{CommandLine, Project};
use support::{read, root, shared};

/// Rules and the class of the defects that they report.
const CLASSES: [(&str, &str); 5] = [
    ("broken-link", "broken-path"),
    ("broken-anchor", "broken-anchor"),
    ("malformed-link", "malformed"),
    ("empty-link", "malformed"),
    ("undefined-reference", "undefined-reference"),
];

/// A link and what is known of it.
struct Row {
    line: usize,
    columns: std::ops::RangeInclusive<usize>,
    /// The right class, and another that is as good.
    class: String,
    alternative: String,
    /// Whether the people who looked were sure enough.
    counts: bool,
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

/// The rows by file; `world` is the column of the verdict.
fn truth(world: &str) -> Option<BTreeMap<String, Vec<Row>>> {
    let text = read(&shared("truth/links.tsv")?);
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next()?.split('\t').collect();
    let at = |name: &str| head.iter().position(|column| *column == name).expect("a column");
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |name: &str| cells.get(at(name)).copied().unwrap_or_default();
        let number = |name: &str| cell(name).parse::<usize>().unwrap_or_default();
        files.entry(cell("file").to_owned()).or_default().push(Row {
            line: number("line"),
            columns: number("column")..=number("end_column").max(number("target_column")),
            class: cell(world).to_owned(),
            alternative: cell("alt").to_owned(),
            counts: cell("scored") != "no" && cell("conf") != "low",
        });
    }
    Some(files)
}

/// The verdicts of jdlint with this configuration on the pages of `truth`, class by class.
fn score(config: &Path, truth: &BTreeMap<String, Vec<Row>>, world: &str) -> Option<BTreeMap<&'static str, Score>> {
    let handbook = shared("handbook")?;
    let command_line = CommandLine {
        config: Some(config.to_owned()),
        select: CLASSES.map(|(rule, _)| rule.to_owned()).to_vec(),
        ..CommandLine::default()
    };
    let project = Project::new(handbook.clone(), command_line);
    let mut scores: BTreeMap<&str, Score> = CLASSES.iter().map(|(_, class)| (*class, Score::default())).collect();
    let defects: BTreeSet<&str> = scores.keys().copied().collect();
    for (file, rows) in truth {
        let path = handbook.join(file);
        let linter = project.linter(&path).expect("a configuration");
        let source = project.read(&path).expect("a page");
        let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
        for diagnostic in linter.lint(&source).diagnostics {
            let class = CLASSES.iter().find(|(rule, _)| *rule == diagnostic.rule.as_str()).expect("selected").1;
            let place = source.position(diagnostic.primary.span.start);
            let end = source.position(diagnostic.primary.span.end).column;
            let is_at = |row: &Row| *row.columns.start() < end && place.column <= *row.columns.end();
            let row = rows.iter().position(|row| row.line == place.line && is_at(row));
            let Some(row) = row else {
                println!("{world}: no link at {file}:{}:{} ({class})", place.line, place.column);
                scores.get_mut(class).expect("a class").wrong += 1;
                continue;
            };
            let known = &rows[row];
            if known.class == class && known.counts {
                if found.insert((row, class)) {
                    scores.get_mut(class).expect("a class").right += 1;
                }
                continue;
            }
            // What nobody can know, and what is as good in another class, is neither right nor wrong.
            let unknown = known.class.starts_with("unknown") || known.class == "ok-dynamic";
            if !(known.alternative == class || !known.counts || unknown) {
                println!("{world}: {file}:{} is {}, found {class}", known.line, known.class);
                scores.get_mut(class).expect("a class").wrong += 1;
            }
        }
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
            let Some(class) = defects.get(row.class.as_str()) else { continue };
            if !found.contains(&(index, *class)) {
                println!("{world}: {file}:{} is {class}, not found", row.line);
                scores.get_mut(class).expect("a class").missed += 1;
            }
        }
    }
    for (class, score) in &scores {
        println!(
            "{world} {class}: precision {:.3}, recall {:.3}, {} right",
            score.precision(),
            score.recall(),
            score.right
        );
    }
    Some(scores)
}

#[test]
fn links_of_a_real_handbook_are_judged_as_people_judged_them() {
    let Some(rows) = truth("local_class") else { return };
    let Some(scores) = score(&root().join("fixtures/sites/handbook.yml"), &rows, "real") else { return };
    for (class, least) in
        [("broken-path", 0.98), ("broken-anchor", 0.98), ("malformed", 0.9), ("undefined-reference", 0.9)]
    {
        let score = &scores[class];
        assert!(score.right > 0 && score.precision() >= least && score.recall() >= least, "{class}");
    }
}

#[test]
fn what_is_not_in_the_tree_is_broken_for_who_knows_only_the_tree() {
    let Some(rows) = truth("tree_class") else { return };
    // The same site without the paths that other repositories serve, or that are made when it is built.
    let text = read(&root().join("fixtures/sites/handbook.yml"));
    let keys = text.split("  # Routes that are made").next().expect("the keys before");
    let folder = support::folder(&[("tree.yml", keys)]);
    // What the copy lacks counts as broken here.
    let rows = rows
        .into_iter()
        .map(|(file, rows)| {
            let closed = |class: &str| matches!(class, "unknown-elsewhere" | "ok-dynamic");
            let rows = rows.into_iter().map(|row| match closed(&row.class) {
                true => Row { class: "broken-path".to_owned(), ..row },
                false => row,
            });
            (file, rows.collect())
        })
        .collect();
    let Some(scores) = score(&folder.path().join("tree.yml"), &rows, "tree") else { return };
    for class in ["broken-path", "broken-anchor"] {
        let score = &scores[class];
        assert!(score.right > 200 && score.precision() >= 0.98 && score.recall() >= 0.98, "{class}");
    }
}
