//! Front matter that cannot be read.

use serde::Deserialize;

use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds front matter that is not valid YAML or TOML.
#[derive(Debug)]
pub(super) struct FrontMatter;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for FrontMatter {
    const NAME: &'static str = "front-matter";
    const ABOUT: &'static str = "front matter that is not valid";
    const VALUES: &'static [ValueDoc] = &[("error", "what is wrong with it")];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

impl Check for FrontMatter {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        let Some(error) = page.front_matter().and_then(|matter| matter.error()) else { return };
        // An error at the end of the data belongs to its last line, not to what follows.
        findings.at(error.span).value("error", &*error.message);
    }

    fn reads_english(&self) -> bool {
        false
    }
}
