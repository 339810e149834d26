//! Links whose words say nothing of where they lead.

use serde::Deserialize;

use crate::page::{LinkKind, Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::OneOrMany;

/// Finds links of certain words.
#[derive(Debug)]
pub(super) struct LinkText {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The whole text of a link, in any case.
    words: OneOrMany<String>,
}

impl Kind for LinkText {
    const NAME: &'static str = "link-text";
    const ABOUT: &'static str = "links whose words say nothing of where they lead";
    const VALUES: &'static [ValueDoc] = &[("match", "the words of the link"), ("target", "where it leads")];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { words: options.words.0 })
    }
}

impl Check for LinkText {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for link in page
            .links()
            .iter()
            .filter(|link| matches!(link.kind, LinkKind::Inline | LinkKind::Reference | LinkKind::Html))
        {
            let text = link.text.trim().trim_end_matches(['.', ',', ':', '!']);
            if self.words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
                findings
                    .at(link.span)
                    .label("says nothing of where it leads")
                    .value("match", text)
                    .value("target", &*link.target);
            }
        }
    }
}
