//! Keys that the front matter should have, and dates in it.

use serde::Deserialize;

use crate::page::{FrontMatter, Page, Section, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::Pattern;
use crate::text::yaml::OneOrMany;

/// Finds keys that are missing or empty, and dates that are none.
#[derive(Debug)]
pub(super) struct FrontMatterKeys {
    required: Vec<Vec<String>>,
    or_heading: bool,
    dates: Vec<String>,
    date: Pattern,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    /// Keys that must be there with a value; a list in the list names alternatives, the usual one first.
    #[serde(default)]
    required: Vec<OneOrMany<String>>,
    /// Whether a title of the page, which may be its first heading, stands for them.
    #[serde(default)]
    or_heading: bool,
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
        let required = options.required.into_iter().map(|keys| keys.0).collect();
        Ok(Self { required, or_heading: options.or_heading, dates: options.dates, date })
    }
}

impl Check for FrontMatterKeys {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        let matter = page.front_matter();
        // What cannot be read has another finding already.
        if matter.is_some_and(|matter| matter.error().is_some()) {
            return;
        }
        let mut top = page.sections().filter(|(_, section)| section.level == 1);
        let has_title = self.or_heading && (page.title().is_some() || top.any(|(_, section)| is_heading(section)));
        let required = self.required.iter().filter(|_| !has_title);
        for keys in required {
            self.check_required(page, keys, findings);
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

impl FrontMatterKeys {
    fn check_required(&self, page: &Page<'_>, keys: &[String], findings: &mut Findings) {
        let matter = page.front_matter();
        let entries = matter.map(FrontMatter::entries).unwrap_or_default();
        let mut named = entries.iter().filter(|entry| keys.contains(&entry.key)).peekable();
        let empty = named.peek().map(|entry| entry.key_span);
        let is_blank = |text: &str| text.trim().is_empty();
        if named.any(|entry| !entry.value.is_null() && !entry.value.as_str().is_some_and(is_blank)) {
            return;
        }
        let Some(usual) = keys.first() else { return };
        let place = match (empty, matter) {
            (Some(empty), _) => empty,
            (None, Some(matter)) => page.source().first_line(matter.span),
            (None, None) => page.title_span(),
        };
        let problem = match (empty, matter) {
            (Some(_), _) => "is empty",
            (None, Some(_)) => "is missing",
            (None, None) => "is missing: the page has no front matter",
        };
        findings.at(place).label(problem).value("key", &**usual).value("problem", problem);
    }
}

fn is_heading(section: &Section) -> bool {
    section.heading.as_ref().is_some_and(|heading| heading.style.has_anchor())
}
