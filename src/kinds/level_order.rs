//! Levels of one job that do not ascend.

use std::collections::HashMap;

use serde::Deserialize;

use crate::page::{Heading, Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds a level that stands after a higher one of the same job and track.
#[derive(Debug)]
pub(super) struct LevelOrder;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for LevelOrder {
    const NAME: &'static str = "level-order";
    const ABOUT: &'static str = "levels of one job that do not ascend";
    const VALUES: &'static [ValueDoc] = &[
        ("level", "the heading of the level that stands too late"),
        ("other", "the heading of the higher one before it"),
    ];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

impl Check for LevelOrder {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for (_, parent) in page.sections() {
            // The highest level so far of each job and track: each level is reported once.
            let mut highest: HashMap<(&str, &str), (usize, &Heading)> = HashMap::new();
            for section in parent.children.iter().map(|child| page.section(*child)) {
                let (Some(own), Some(heading)) = (&section.seniority, &section.heading) else { continue };
                let entry = highest.entry((&own.track, &own.job)).or_insert((own.rank, heading));
                if own.rank >= entry.0 {
                    *entry = (own.rank, heading);
                    continue;
                }
                let other = entry.1;
                findings
                    .at(heading.content)
                    .label("lower than a level above it")
                    .value("level", page.heading_words(heading))
                    .value("other", page.heading_words(other))
                    .related(other.content, "the higher level");
            }
        }
    }
}
