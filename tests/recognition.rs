//! Roles of sections on real pages, against what people read there.
//!
//! `fixtures/labels/sections.tsv` says for 80 pages, drawn at random from 403 of 40 organizations, in which line a section
//! begins and what it is for (path, line, role, `?` where the readers were in doubt). The labels were made by reading the
//! pages, without jdlint; the pages themselves are not part of the project.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use jdlint::page::SectionId;
use jdlint::ruleset::Library;
use jdlint::{Page, Source};
use support::{read, root, shared};

/// The roles that were labeled; others are not judged here.
const ROLES: [&str; 11] = [
    "responsibilities",
    "requirements",
    "nice-to-have",
    "hiring-process",
    "how-to-apply",
    "benefits",
    "compensation",
    "about-company",
    "levels",
    "performance-indicators",
    "career-ladder",
];

/// What the readers said of a page: line to roles, and whether they were in doubt.
type Labels = BTreeMap<usize, (BTreeSet<String>, bool)>;

#[derive(Default)]
struct Count {
    right: usize,
    missed: usize,
    wrong: usize,
    notes: Vec<String>,
}

fn labels() -> BTreeMap<String, Labels> {
    let mut pages: BTreeMap<String, Labels> = BTreeMap::new();
    for row in read(&root().join("fixtures/labels/sections.tsv")).lines() {
        let mut columns = row.split('\t');
        let mut next = || columns.next().unwrap_or_default().to_owned();
        let (path, line, roles, doubt) = (next(), next(), next(), next());
        let labels = pages.entry(path).or_default();
        let line: usize = line.parse().expect("a line");
        if line > 0 {
            labels.insert(line, (roles.split('+').map(str::to_owned).collect(), !doubt.is_empty()));
        }
    }
    pages
}

/// Counts on one page. A lead-in inside a section of the same role is no section of its own to jdlint, and a heading
/// inside a labeled section of the same role none to the readers: both count as agreement.
fn compare(path: &str, page: &Page<'_>, labels: &Labels, count: &mut Count) {
    let line = |id: SectionId| {
        let section = page.section(id);
        page.source().position(section.heading.as_ref().map_or(section.span.start, |heading| heading.span.start)).line
    };
    let own = |id: SectionId| -> BTreeSet<String> {
        let recognition = page.section(id).role.as_ref();
        let roles = recognition.into_iter().flat_map(|found| std::iter::once(&found.role).chain(found.also.as_ref()));
        roles.map(|role| role.as_str().to_owned()).collect()
    };
    let effective =
        |id: SectionId| page.ancestors(id).map(|(id, _)| own(id)).find(|roles| !roles.is_empty()).unwrap_or_default();
    let by_line: BTreeMap<usize, SectionId> = page.sections().map(|(id, _)| (line(id), id)).collect();
    for (at, (roles, doubt)) in labels {
        if *doubt {
            continue;
        }
        let found = match by_line.get(at) {
            Some(id) if !own(*id).is_empty() => own(*id),
            Some(id) => effective(*id),
            None => by_line.range(..=at).next_back().map(|(_, id)| effective(*id)).unwrap_or_default(),
        };
        for role in roles {
            if found.contains(role) {
                count.right += 1;
            } else {
                count.missed += 1;
                count.notes.push(format!("missed {path}:{at} {role}, found {found:?}"));
            }
        }
    }
    for (at, id) in &by_line {
        for role in own(*id).iter().filter(|role| ROLES.contains(&role.as_str())) {
            let agrees = match labels.get(at) {
                Some((_, true)) => true,
                Some((roles, false)) => roles.contains(role),
                None => labels.range(..=at).next_back().is_some_and(|(_, (roles, _))| roles.contains(role)),
            };
            if !agrees {
                count.wrong += 1;
                count.notes.push(format!("wrong {path}:{at} {role}"));
            }
        }
    }
}

#[test]
fn roles_are_told_as_readers_tell_them() {
    let pages = labels();
    assert_eq!(pages.len(), 80);
    let Some(corpus) = shared("corpus") else { return };
    let library = Library::builtin();
    let mut count = Count::default();
    for (path, labels) in &pages {
        let source = Source::new(path.as_str(), read(&corpus.join(path)));
        compare(path, &Page::parse(&source, library.vocabulary()), labels, &mut count);
    }
    let precision = count.right as f64 / (count.right + count.wrong) as f64;
    let recall = count.right as f64 / (count.right + count.missed) as f64;
    println!("precision {precision:.3}, recall {recall:.3}, {} right\n{}", count.right, count.notes.join("\n"));
    assert!(count.right > 400, "the sections were found");
    assert!(precision >= 0.97, "precision {precision:.3}\n{}", count.notes.join("\n"));
    assert!(recall >= 0.93, "recall {recall:.3}\n{}", count.notes.join("\n"));
}
