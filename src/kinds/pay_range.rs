//! A pay range on the page, where a law asks for it.

use serde::Deserialize;

use crate::page::{FrontMatter, Page, Role, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::yaml::{Located, Node, OneOrMany};
use crate::text::{Pattern, nearest};

/// Finds pages without a pay range.
#[derive(Debug)]
pub(super) struct PayRange {
    patterns: Vec<Pattern>,
    keys: Pattern,
    section: Option<Role>,
    /// Those of the configured jurisdictions that are in force and ask for it on the page or before an interview.
    laws: Vec<Law>,
    always: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    /// Any of these is a pay range.
    patterns: OneOrMany<Pattern>,
    /// Keys of the front matter whose value is one, if it has a digit.
    keys: Pattern,
    /// The role of the section that says it, which a site may put on every page.
    #[serde(default)]
    section: Option<Located<String>>,
    /// Where people are hired: names of `laws`.
    #[serde(default)]
    jurisdictions: OneOrMany<Located<String>>,
    /// The day on which the laws count, YYYY-MM-DD: a law that begins later asks for nothing yet.
    as_of: Located<String>,
    /// Whether a page without a pay range is reported also where no law asks for it.
    #[serde(default)]
    always: bool,
    /// What laws ask for, by a name.
    laws: Node,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    /// Whose law it is, in words.
    title: String,
    /// Its first day, YYYY-MM-DD.
    since: Located<String>,
    /// What it asks for.
    asks: String,
    /// When it must be said.
    when: When,
    /// Which employers it is for.
    employers: String,
    /// How sure this is: `lookup` for what was looked up, or what is not sure of it.
    #[serde(rename = "checked")]
    _checked: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum When {
    /// In the notice.
    Notice,
    /// In the notice, or in another way before the interview.
    BeforeInterview,
    /// When somebody asks, or before an offer: never on the page.
    OnRequest,
}

impl Kind for PayRange {
    const NAME: &'static str = "pay-range";
    const ABOUT: &'static str = "pages without a pay range, and the laws that ask for one";
    const VALUES: &'static [ValueDoc] = &[("laws", "what the configured laws ask for, or that none does")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let as_of = day("as-of", &options.as_of)?;
        let mut laws = Vec::new();
        for name in &options.jurisdictions.0 {
            let Some(node) = options.laws.get(&name.value) else {
                let names = options.laws.entries().iter().map(|entry| entry.key.as_str());
                let error =
                    OptionError::new("jurisdictions", format!("no law is known for `{}`", name.value), name.span);
                return Err(match nearest(&name.value, names) {
                    Some(near) => error.with_help(format!("Did you mean `{near}`?")),
                    None => error.with_help("`jdlint explain pay-range` lists those that are known."),
                });
            };
            let law: Law = node.read().map_err(|error| OptionError::new("laws", error.message, error.span))?;
            if day("laws", &law.since)? <= as_of && law.when != When::OnRequest {
                laws.push(law);
            }
        }
        let section = options.section.as_ref().map(|name| read_role("section", name, vocabulary)).transpose()?;
        Ok(Self { patterns: options.patterns.0, keys: options.keys, section, laws, always: options.always })
    }
}

/// A day as text that compares as days do.
fn day<'d>(option: &'static str, day: &'d Located<String>) -> Result<&'d str, OptionError> {
    let parts: Vec<&str> = day.value.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_day = lengths == [4, 2, 2] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_day {
        return Ok(&day.value);
    }
    let error = OptionError::new(option, format!("`{}` is no day", day.value), day.span);
    Err(error.with_help("Write it as 2026-06-07."))
}

impl Check for PayRange {
    fn sections_for_draft(&self) -> Vec<Role> {
        self.section.iter().filter(|_| self.is_asked()).cloned().collect()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        let on_site = self.section.as_ref().is_some_and(|role| context.vocabulary.is_on_site(role));
        if !self.is_asked() || on_site || page.has_block_templates() || self.says_it(page) {
            return;
        }
        let finding = findings.at(page.title_span());
        finding.label("no pay range on this page").value("laws", self.laws_in_words());
    }
}

impl PayRange {
    fn is_asked(&self) -> bool {
        self.always || !self.laws.is_empty()
    }

    fn says_it(&self, page: &Page<'_>) -> bool {
        let in_prose = page.passages().iter().any(|passage| {
            let text = passage.plain.text();
            text.bytes().any(|byte| byte.is_ascii_digit())
                && self.patterns.iter().any(|pattern| pattern.regex().is_match(text))
        });
        let entries = page.front_matter().map(FrontMatter::entries).unwrap_or_default();
        in_prose
            || entries.iter().any(|entry| {
                let written = page.source().slice(entry.value.span);
                self.keys.regex().is_match(&entry.key) && written.bytes().any(|byte| byte.is_ascii_digit())
            })
    }

    fn laws_in_words(&self) -> String {
        if self.laws.is_empty() {
            return "No law that the configuration names asks for it, but readers do.".to_owned();
        }
        let words = self.laws.iter().map(|law| {
            let when = if law.when == When::Notice { "on the page" } else { "on the page or before the interview" };
            let Law { title, since, asks, employers, .. } = law;
            format!("{title} asks {employers} since {} for {asks} {when}.", since.value)
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
