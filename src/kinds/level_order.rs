//! Levels of one job that do not ascend.

use serde::Deserialize;

use crate::page::{Page, Section, Vocabulary};
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
            let levels: Vec<&Section> = parent.children.iter().map(|child| page.section(*child)).collect();
            for (index, section) in levels.iter().enumerate() {
                let (Some(own), Some(heading)) = (&section.seniority, &section.heading) else { continue };
                // The highest one before it: each level is reported once.
                let higher = levels[..index]
                    .iter()
                    .filter(|earlier| {
                        earlier.seniority.as_ref().is_some_and(|other| {
                            other.track == own.track && other.job == own.job && other.rank > own.rank
                        })
                    })
                    .max_by_key(|earlier| earlier.seniority.as_ref().map(|other| other.rank));
                let Some(other) = higher.and_then(|higher| higher.heading.as_ref()) else { continue };
                let words = |passage| page.passage(passage).plain.text().trim();
                findings
                    .at(heading.content)
                    .label("lower than a level above it")
                    .value("level", words(heading.passage))
                    .value("other", words(other.passage))
                    .related(other.content, "the higher level");
            }
        }
    }
}
