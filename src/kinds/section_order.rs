//! Sections that stand before a section that they usually follow.

use serde::Deserialize;

use crate::page::{Page, Role, Section, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::yaml::Located;

/// Finds neighboring sections in an order that the policy does not know.
#[derive(Debug)]
pub(super) struct SectionOrder {
    pairs: Vec<(Role, Role)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Pairs of roles: the first stands before the second wherever both are parts of the same section.
    pairs: Vec<Vec<Located<String>>>,
}

impl Kind for SectionOrder {
    const NAME: &'static str = "section-order";
    const ABOUT: &'static str = "sections that stand before one that they should follow";
    const VALUES: &'static [ValueDoc] =
        &[("section", "the heading that stands too early"), ("other", "the heading that it should follow")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let mut pairs = Vec::new();
        for pair in &options.pairs {
            let [first, second] = &pair[..] else {
                let span = pair.first().map_or_else(Default::default, |first| first.span);
                return Err(OptionError::new("pairs", "a pair is two roles: the first before the second", span));
            };
            let role = |name| read_role("pairs", name, vocabulary);
            pairs.push((role(first)?, role(second)?));
        }
        Ok(Self { pairs })
    }
}

impl Check for SectionOrder {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for (id, parent) in page.sections() {
            // What divides a section (Requirements of a specialty, parts of the requirements) has an order of its own.
            let divides = page.role_at(id).is_some_and(|role| ![Role::INTRO, Role::LEVELS].contains(&role.as_str()));
            if divides {
                continue;
            }
            let children: Vec<&Section> = parent.children.iter().map(|child| page.section(*child)).collect();
            for (first, second) in &self.pairs {
                let with = |role: &Role| children.iter().filter(|child| child.role() == Some(role)).collect::<Vec<_>>();
                // Where a role stands twice, for two levels, there is no order to speak of.
                let ([first], [second]) = (&with(first)[..], &with(second)[..]) else { continue };
                if first.span.start < second.span.start {
                    continue;
                }
                let (Some(late), Some(early)) = (&first.heading, &second.heading) else { continue };
                let words = |passage| page.passage(passage).plain.text().trim();
                let (section, other) = (words(early.passage), words(late.passage));
                findings
                    .at(early.content)
                    .label(format!("stands before `{other}`"))
                    .value("section", section)
                    .value("other", other)
                    .related(late.content, "usually comes first");
            }
        }
    }
}
