//! The rules, presets and vocabulary that are part of jdlint.

use std::sync::{Arc, LazyLock};

use crate::page::Vocabulary;
use crate::rule::RuleFile;
use crate::text::Source;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The embedded file at `path`.
fn source(path: &str) -> Option<Arc<Source>> {
    FILES.iter().find(|(name, _)| *name == path).map(|(name, text)| Arc::new(Source::new(*name, *text)))
}

/// The embedded rule files.
///
/// They are read again and again by tests, so that what is wrong in one never leaves the workshop.
pub(super) fn rule_files() -> Vec<RuleFile> {
    FILES
        .iter()
        .filter_map(|(path, text)| {
            let mut parts = path.split('/');
            let (_, group, _) = (parts.next()?, parts.next()?, parts.next()?);
            if matches!(group, "vocabulary" | "presets") {
                return None;
            }
            let file = RuleFile::read(Arc::new(Source::new(*path, *text)), group);
            Some(file.expect("a test reads every embedded rule file"))
        })
        .collect()
}

/// The words for roles and stages.
pub(super) static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let file = |name: &str| source(&format!("rules/vocabulary/{name}.yml")).expect("embedded by the build script");
    let read = Vocabulary::read(&file("sections"), &file("stages"), &file("levels"), &file("spelling"));
    Arc::new(read.expect("a test reads the embedded vocabulary"))
});

/// What a draft page says in each section, by role.
pub(crate) fn draft_source() -> Arc<Source> {
    source("rules/vocabulary/draft.yml").expect("embedded by the build script")
}

/// The preset of this name.
pub(super) fn preset_source(name: &str) -> Option<Arc<Source>> {
    source(&format!("rules/presets/{name}.yml"))
}

/// The names of the presets, in the order of the alphabet.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    presets().map(|(name, _)| name)
}

/// The presets: name and text.
pub fn presets() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("rules/presets/")?.strip_suffix(".yml")?;
        Some((name, *text))
    })
}
