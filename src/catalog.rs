//! The rules as a book: what each is for, and its examples as tests.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::config::SiteKeys;
use crate::diagnostic::{Safety, Severity};
use crate::fixer;
use crate::kinds::KINDS;
use crate::linter::Linter;
use crate::page::Vocabulary;
use crate::rule::{Example, ExampleOutcome, Rule, RuleFile};
use crate::ruleset::{ActiveRule, Library, Preset, RuleSet, preset_names};
use crate::site::{External, Memory, Redirects, Site, SiteSettings, Verdict};
use crate::text::Source;
use crate::text::yaml::OneOrMany;

/// Other sites as an example tells of them.
#[derive(Debug)]
struct OtherSites {
    broken: BTreeMap<String, String>,
}

impl External for OtherSites {
    fn verdict(&self, url: &str) -> Verdict {
        self.broken.get(url).map_or(Verdict::Found, |reason| Verdict::Broken(reason.clone()))
    }
}

/// Runs a rule on one of its examples, alone: nothing else can find or mend anything.
pub fn run_example(rule: &Arc<Rule>, example: &Example, vocabulary: &Arc<Vocabulary>) -> ExampleOutcome {
    let own = with_options_of(rule, example, vocabulary);
    let rule = own.as_ref().unwrap_or(rule);
    let severity = rule.level.severity().unwrap_or(Severity::Info);
    let rules = RuleSet::new(vec![ActiveRule { rule: Arc::clone(rule), severity }]);
    let files = example.files.iter().map(|(location, text)| (location.clone(), text.clone()));
    let files = files.chain([(example.location.clone(), example.text.clone())]);
    let (settings, redirects) = site_of(example);
    let site = Site::new(settings, redirects, Box::new(Memory::new(files)));
    let site = site.with_external(Some(Arc::new(OtherSites { broken: example.external.clone() })));
    let linter = Linter::new(Arc::clone(vocabulary), rules, Arc::new(site));
    let source = Source::new(&*example.location, &*example.text).with_location(&*example.location);
    let outcome = linter.lint(&source);
    let finds = outcome.diagnostics.iter().map(|found| source.slice(found.primary.span).to_owned()).collect();
    let fixed = fixer::fix(&linter, &source, Safety::Unsafe).ok();
    ExampleOutcome { finds, fixed: fixed.filter(|fixed| fixed.count() > 0).map(|fixed| fixed.text) }
}

/// The rule with the options of an example, if it has any. They were read with the rule, so they make sense.
fn with_options_of(rule: &Rule, example: &Example, vocabulary: &Vocabulary) -> Option<Arc<Rule>> {
    example.options.as_ref()?;
    let file = RuleFile::read(Arc::clone(&rule.source), &rule.group).ok()?;
    file.build_for(example, KINDS, vocabulary).ok()?.map(Arc::new)
}

/// The site of an example. A test reads the examples of all rules; one that says nonsense finds nothing there.
fn site_of(example: &Example) -> (SiteSettings, Redirects) {
    let keys = example.site.as_ref().and_then(|site| site.read::<SiteKeys>().ok()).unwrap_or_default();
    let redirects = keys.redirects.as_ref().and_then(|path| {
        let text = example.files.get(&path.value)?;
        Redirects::read(&Arc::new(Source::new(&*path.value, &**text))).ok()
    });
    let list = |values: Option<OneOrMany<String>>| values.map(|values| values.0).unwrap_or_default();
    let settings = SiteSettings {
        layout: keys.layout,
        roots: keys.roots.map(|roots| roots.0.into_iter().map(|root| root.value).collect()).unwrap_or_default(),
        domains: list(keys.domains),
        elsewhere: keys.elsewhere.map(|patterns| patterns.0).unwrap_or_default(),
        dynamic: keys.dynamic.map(|patterns| patterns.0).unwrap_or_default(),
        moved: keys.moved.unwrap_or_default().into_iter().collect(),
        anchors: keys.anchors,
    };
    (settings, redirects.unwrap_or_default())
}

/// The page of a rule in Markdown: `jdlint explain RULE` and `docs/rules/`.
pub fn explain(rule: &Rule) -> String {
    let mut page = String::new();
    let presets: Vec<&str> = preset_names().filter(|name| is_in_preset(rule, name)).collect();
    let presets = if presets.is_empty() { "none".to_owned() } else { presets.join(", ") };
    let id = &rule.id;
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "# {id}\n\n{title}.\n\n- severity: {severity}\n- group: {group}\n- kind: {kind}\n- in the presets: {presets}\n\n\
         ## Why\n\n{why}\n",
        title = rule.title,
        severity = rule.level.as_str(),
        group = rule.group,
        kind = rule.kind,
        why = rule.why,
    );
    if !rule.sources.is_empty() {
        page.push_str("\nSources:\n\n");
        for source in &rule.sources {
            let _ = writeln!(page, "- {source}");
        }
    }
    page.push_str("\n## Examples\n");
    for example in &rule.examples {
        if let Some(options) = &example.options {
            let _ = write!(page, "\nWith other options:\n\n{}", fence(rule.source.slice(options.span).trim(), "yaml"));
        }
        if example.is_good() {
            let _ = write!(page, "\nGood:\n\n{}", quote(&example.text));
        } else {
            let finds: Vec<String> = example.finds.iter().map(|found| format!("`{}`", first_line(found))).collect();
            let _ = write!(page, "\nFinds {}:\n\n{}", finds.join(", "), quote(&example.text));
        }
        if let Some(fixed) = &example.fixed {
            let _ = write!(page, "\nAfter the fix:\n\n{}", quote(fixed));
        }
    }
    if let Some(options) = rule.options_text() {
        let _ = write!(page, "\n## Options\n\nWith their defaults:\n\n{}", fence(&options, "yaml"));
    }
    let silence = format!("rules:\n  {id}: off        # or info, warning, error");
    let _ = write!(page, "\n## How to change it\n\nIn `jdlint.yml`:\n\n{}", fence(&silence, "yaml"));
    page
}

/// The table of all rules in Markdown: `docs/rules/README.md`.
pub fn table(library: &Library) -> String {
    let mut table = String::from(
        "# Rules\n\nOne file each below `rules/`; this table and the pages beside it are made from them.\n",
    );
    let rules: Vec<Rule> = library.ids().filter_map(|id| library.rule(id.as_str())?.ok()).collect();
    for group in library.groups() {
        let _ = write!(table, "\n## {group}\n\n| rule | severity | finds | presets |\n| --- | --- | --- | --- |\n");
        for rule in rules.iter().filter(|rule| rule.group == group) {
            let presets: Vec<&str> = preset_names().filter(|name| is_in_preset(rule, name)).collect();
            let (id, severity, title) = (&rule.id, rule.level.as_str(), &rule.title);
            let _ = writeln!(table, "| [{id}]({id}.md) | {severity} | {title} | {} |", presets.join(", "));
        }
    }
    table
}

fn is_in_preset(rule: &Rule, name: &str) -> bool {
    let Ok(preset) = Preset::builtin(name) else { return false };
    let last = preset
        .rules
        .iter()
        .filter(|setting| setting.id.value == rule.id.as_str())
        .filter_map(|setting| setting.level)
        .next_back();
    last.is_some_and(|level| level.level(rule.level).severity().is_some())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn quote(text: &str) -> String {
    fence(text.trim_end(), "markdown")
}

/// A fence longer than any in the text.
fn fence(text: &str, language: &str) -> String {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}
