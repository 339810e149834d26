//! What the phrases of all rules cost: with ever more terms, and beside parsing the same pages with pulldown-cmark. Ratios
//! from one run, for machines are noisy.
//!
//! `cargo bench --bench phrases` with the real pages beside the repository; without them on the pages of the fixtures.

#![allow(clippy::print_stdout, reason = "the figures are the result")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jdlint::kinds::KINDS;
use jdlint::rule::{PhraseIndex, Rule, RuleFile};
use jdlint::ruleset::Library;
use jdlint::{Page, Source};

/// Rounds; the measures take turns in each, so that all meet the same noise.
const ROUNDS: usize = 31;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = root.join("../shared/handbook/sites/uncategorized/source/job-families");
    let folder = if real.exists() { real } else { root.join("fixtures") };
    let (files, _) = jdlint::walk::markdown_files(&folder);
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    let sources: Vec<Source> = texts.map(|text| Source::new("page.md", text)).collect();
    let library = Library::builtin();
    let pages: Vec<Page<'_>> = sources.iter().map(|source| Page::parse(source, library.vocabulary())).collect();
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();

    let built_in: Vec<Rule> = library.ids().filter_map(|id| library.rule(id.as_str())?.ok()).collect();
    let own = [50, 500, 5_000].map(|terms| rule_of(terms, &library));
    let mut indexes = vec![("all built-in rules".to_owned(), PhraseIndex::new(&built_in))];
    indexes.extend(
        own.iter().zip([50, 500, 5_000]).map(|(rule, terms)| (format!("{terms} terms"), PhraseIndex::new([rule]))),
    );

    let mut parsing = Duration::MAX;
    let mut finding = vec![Duration::MAX; indexes.len()];
    for _ in 0..ROUNDS {
        parsing = parsing.min(time(|| {
            for source in &sources {
                pulldown_cmark::Parser::new(source.text()).into_offset_iter().for_each(|event| drop(black_box(event)));
            }
        }));
        for ((_, index), best) in indexes.iter().zip(&mut finding) {
            *best = (*best).min(time(|| pages.iter().for_each(|page| drop(black_box(index.find(page))))));
        }
    }
    println!("{} pages, {bytes} bytes; parsing them with pulldown-cmark {parsing:?}", pages.len());
    for ((name, _), time) in indexes.iter().zip(&finding) {
        println!("{name}: {time:?}, {:.2} times the parsing", time.as_secs_f64() / parsing.as_secs_f64());
    }
    println!("5,000 terms cost {:.2} times what 50 cost", finding[3].as_secs_f64() / finding[1].as_secs_f64());
}

/// A rule with so many terms, of words that pages have and words that they do not have.
fn rule_of(terms: usize, library: &Library) -> Rule {
    const WORDS: [&str; 10] =
        ["manager", "tide", "ninja", "experience with", "lighthouse", "strong", "buoy", "customer", "harbor", "chart"];
    let terms: String = (0..terms).map(|number| format!("    - match: [{} {number}]\n", WORDS[number % 10])).collect();
    let text = format!(
        "kind: phrase\nseverity: info\ntitle: Terms\nmessage: \"`{{match}}`\"\nwhy: A bench.\noptions:\n  terms:\n{terms}\
         examples:\n  - bad: manager 0\n    finds: [manager 0]\n  - good: tides\n"
    );
    let file = RuleFile::read(Arc::new(Source::new("terms.yml", text)), RuleFile::CUSTOM).expect("a rule file");
    file.build(&[], KINDS, library.vocabulary()).expect("a rule")
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
