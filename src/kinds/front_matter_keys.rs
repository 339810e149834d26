//! Keys that the front matter should have, and dates in it.

use serde::Deserialize;

use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::Pattern;

/// Finds keys that are missing or empty, and dates that are none.
#[derive(Debug)]
pub(super) struct FrontMatterKeys {
    required: Vec<String>,
    dates: Vec<String>,
    date: Pattern,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Keys that must be there with a value.
    #[serde(default)]
    required: Vec<String>,
    /// Keys whose value must be a date, YYYY-MM-DD; those that come later in this list must be later dates.
    #[serde(default)]
    dates: Vec<String>,
}

impl Kind for FrontMatterKeys {
    const NAME: &'static str = "front-matter-keys";
    const ABOUT: &'static str = "keys of the front matter that are missing, and dates that are none";
    const VALUES: &'static [ValueDoc] = &[("key", "the key"), ("problem", "what is wrong with it")];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let date = Pattern::new(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ].*)?$");
        let date = date.expect("a pattern of the program is valid");
        Ok(Self { required: options.required, dates: options.dates, date })
    }
}

impl Check for FrontMatterKeys {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        let matter = page.front_matter();
        // What cannot be read has another finding already.
        if matter.is_some_and(|matter| matter.error().is_some()) {
            return;
        }
        for key in &self.required {
            let value = matter.and_then(|matter| matter.get(key));
            if value.is_some_and(|value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()))
            {
                continue;
            }
            let entry = matter.and_then(|matter| matter.entries().iter().find(|entry| entry.key == *key));
            let place = match (entry, matter) {
                (Some(entry), _) => entry.key_span,
                (None, Some(matter)) => page.source().first_line(matter.span),
                (None, None) => page.title_span(),
            };
            let problem = if entry.is_some() { "is empty" } else { "is missing" };
            findings.at(place).label(problem).value("key", &**key).value("problem", problem);
        }
        let mut last: Option<(&str, &str)> = None;
        for key in &self.dates {
            let Some(node) = matter.and_then(|matter| matter.get(key)) else { continue };
            let Some(value) = node.as_str().map(str::trim) else { continue };
            if !self.date.regex().is_match(value) {
                findings.at(node.span).value("key", &**key).value("problem", format!("is no date: `{value}`"));
            } else if let Some((earlier, date)) = last.filter(|(_, date)| *date > value) {
                let problem = format!("lies before `{earlier}`, {date}");
                findings.at(node.span).value("key", &**key).value("problem", problem);
            } else {
                last = Some((key, value));
            }
        }
    }

    fn reads_english(&self) -> bool {
        false
    }
}
