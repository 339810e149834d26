//! Headings with nothing under them.

use serde::Deserialize;

use crate::page::{HeadingStyle, Page, Section, SectionId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};

/// Finds sections that have neither text nor sections below.
#[derive(Debug)]
pub(super) struct EmptySection;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {}

impl Kind for EmptySection {
    const NAME: &'static str = "empty-section";
    const ABOUT: &'static str = "headings with nothing under them";
    const VALUES: &'static [ValueDoc] = &[("heading", "the heading")];
    type Options = Options;

    fn build(_options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self)
    }
}

impl Check for EmptySection {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        for (id, section) in page.sections() {
            let Some(heading) = &section.heading else { continue };
            if section.has_content() || !section.children.is_empty() {
                continue;
            }
            let text = page.passage(heading.passage).plain.text();
            if says_something_itself(page, section, text) {
                continue;
            }
            let finding = findings.at(heading.content);
            finding.label("nothing under this heading").value("heading", text.trim());
            // What was meant to stand below it often follows with a heading of the same level.
            if let Some(next) = next_of_same_level(page, id, section)
                && let Some(next_heading) = &next.heading
            {
                let words = page.heading_words(next_heading);
                let help = if words == text.trim() {
                    "The heading is given twice: take one of the two out.".to_owned()
                } else {
                    format!(
                        "If `{words}` belongs under it, give that heading, and those below it, one `#` more; else write \
                         what belongs here, or take the heading out."
                    )
                };
                finding.related(next_heading.content, "this heading is of the same level").help(help);
            }
        }
    }

    fn reads_english(&self) -> bool {
        false
    }
}

/// Headings are also used as lines of large letters: a fact ("Location: Berlin"), a link ("Apply now"), a sentence, a
/// bold line. They stand for themselves.
fn says_something_itself(page: &Page<'_>, section: &Section, text: &str) -> bool {
    let Some(heading) = &section.heading else { return true };
    let is_fact = text.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty());
    let is_link = !page.links_in(heading.span).is_empty();
    let mut words = text.split_whitespace();
    let has_verb = words.any(|word| ["is", "are", "will", "has", "have", "was", "were"].contains(&word));
    let is_long = text.split_whitespace().count() > 6 || text.trim_end().ends_with(['.', '!', '?']);
    let is_sentence = section.role.is_none() && (has_verb || is_long);
    // The title of the page may be its first heading, with the text under headings of the same level.
    let is_title = section.level == 1 && page.sections().nth(1).is_some_and(|(_, first)| std::ptr::eq(first, section));
    heading.style == HeadingStyle::Bold || is_fact || is_link || is_sentence || is_title
}

fn next_of_same_level<'p>(page: &'p Page<'_>, id: SectionId, section: &Section) -> Option<&'p Section> {
    let next = page.sections().map(|(_, section)| section).nth(id.index() + 1)?;
    let siblings = next.level == section.level && next.parent == section.parent;
    // A heading with a role of its own (Hiring Process) does not belong under another.
    let text = |section: &Section| section.heading.as_ref().map(|heading| page.heading_words(heading));
    let repeats = text(section) == text(next);
    (siblings && (repeats || (section.role.is_some() && next.role.is_none()))).then_some(next)
}
