//! Names of files and folders.

use serde::Deserialize;

use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds pages in folders, or of a name, with capital letters.
#[derive(Debug)]
pub(super) struct PathCase;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for PathCase {
    const NAME: &'static str = "path";
    const ABOUT: &'static str = "names of folders and files with capital letters";
    const VALUES: &'static [ValueDoc] = &[("name", "the folder or file"), ("small", "the same in small letters")];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

impl Check for PathCase {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        let Some(location) = page.source().location() else { return };
        // What lies above the job pages is not theirs to name.
        let own: Vec<&str> = location.rsplit('/').take(2).collect();
        let wrong = own.iter().rev().find(|name| name.chars().any(char::is_uppercase) && !name.starts_with("README"));
        if let Some(name) = wrong {
            findings.at(page.title_span()).value("name", *name).value("small", name.to_lowercase());
        }
    }

    fn reads_english(&self) -> bool {
        false
    }
}
