//! What the rules about words cost: their phrases with ever more terms, and all that they do, beside parsing the same pages
//! with pulldown-cmark. Ratios from one run, for machines are noisy.
//!
//! `cargo bench --bench phrases` with the real pages beside the repository; without them on the pages of the fixtures.

#![allow(clippy::print_stdout, reason = "the figures are the result")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jdlint::kinds::KINDS;
use jdlint::rule::{PhraseIndex, Rule, RuleFile};
use jdlint::ruleset::{Library, Preset, RuleSet};
use jdlint::site::{Memory, Redirects, Site, SiteSettings};
use jdlint::{Linter, Page, Source};

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
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();

    let built_in: Vec<Rule> = library.ids().filter_map(|id| library.rule(id.as_str())?.ok()).collect();
    let presets = ["recommended", "gitlab-job-family", "strict"].map(|name| (name, wording(&library, name)));
    let own = [50, 500, 5_000].map(|terms| rule_of(terms, &library));
    let mut indexes = vec![("all built-in rules".to_owned(), PhraseIndex::new(&built_in))];
    indexes.extend(
        own.iter().zip([50, 500, 5_000]).map(|(rule, terms)| (format!("{terms} terms"), PhraseIndex::new([rule]))),
    );

    let mut parsing = Duration::MAX;
    let mut finding = vec![Duration::MAX; indexes.len()];
    let mut linting = presets.each_ref().map(|_| Duration::MAX);
    for _ in 0..ROUNDS {
        let mut parse = Duration::ZERO;
        let mut lint = presets.each_ref().map(|_| Duration::ZERO);
        let mut find = vec![Duration::ZERO; indexes.len()];
        for source in &sources {
            parse += time(|| {
                pulldown_cmark::Parser::new(source.text()).into_offset_iter().for_each(|event| drop(black_box(event)));
            });
            for ((_, linter), time_of) in presets.iter().zip(&mut lint) {
                // As in a run: rules read a page that has just been made.
                let page = Page::parse(source, library.vocabulary());
                *time_of += time(|| drop(black_box(linter.lint_page(&page))));
            }
            let page = Page::parse(source, library.vocabulary());
            for ((_, index), time_of) in indexes.iter().zip(&mut find) {
                *time_of += time(|| drop(black_box(index.find(&page))));
            }
        }
        parsing = parsing.min(parse);
        linting.iter_mut().zip(lint).for_each(|(best, time)| *best = time.min(*best));
        finding.iter_mut().zip(find).for_each(|(best, time)| *best = time.min(*best));
    }
    println!("{} pages, {bytes} bytes; parsing them with pulldown-cmark {parsing:?}", sources.len());
    for ((name, _), time) in indexes.iter().zip(&finding) {
        println!("{name}: {time:?}, {:.2} times the parsing", time.as_secs_f64() / parsing.as_secs_f64());
    }
    for ((name, linter), time) in presets.iter().zip(linting) {
        let (rules, ratio) = (linter.rules().rules().len(), time.as_secs_f64() / parsing.as_secs_f64());
        println!("all that the {rules} rules about words of {name} do: {time:?}, {ratio:.2} times the parsing");
    }
    println!("5,000 terms cost {:.2} times what 50 cost", finding[3].as_secs_f64() / finding[1].as_secs_f64());
}

/// The rules about words of a preset.
fn wording(library: &Library, preset: &str) -> Linter {
    let preset = Preset::builtin(preset).expect("built in");
    let rules = library.rule_set(&preset.rules).expect("valid");
    let rules = rules.rules().iter().filter(|active| active.rule.group == "wording").cloned().collect();
    let site = Site::new(SiteSettings::default(), Redirects::default(), Box::new(Memory::new([])));
    Linter::new(Arc::clone(library.vocabulary()), RuleSet::new(rules), Arc::new(site))
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
