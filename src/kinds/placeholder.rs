//! Gaps of a template that nobody filled in.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::{Pattern, built_in_regex, words};

/// Finds `{add role name}`, `{Data Analyst}`, `[insert city]` and `<your company>`.
#[derive(Debug)]
pub(super) struct Placeholder {
    words: Vec<String>,
    except: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// First words of a gap in brackets of any kind.
    words: Vec<String>,
    /// Gaps that are no gaps.
    #[serde(default)]
    except: Vec<Pattern>,
}

/// Something in brackets, of the same kind or not: people type `{add a list]`.
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"[{\[]([^{}\[\]\n]{2,120})[}\]]"));

impl Kind for Placeholder {
    const NAME: &'static str = "placeholder";
    const ABOUT: &'static str = "gaps of a template that nobody filled in";
    const VALUES: &'static [ValueDoc] = &[("match", "the gap with its brackets")];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let words = options.words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Self { words, except: options.except })
    }
}

impl Check for Placeholder {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for (id, passage) in page.passage_ids() {
            if !context.reads(page, id) {
                continue;
            }
            let text = passage.plain.text();
            for found in BRACKETS.captures_iter(text) {
                let (Some(whole), Some(inside)) = (found.get(0), found.get(1)) else { continue };
                if !self.is_gap(whole.as_str(), inside.as_str()) {
                    continue;
                }
                let span = passage.plain.span(whole.range());
                let finding = findings.at(span).value("match", whole.as_str());
                // `{Security Engineer}` was filled in; only the brackets stayed.
                if !self.begins_like_gap(inside.as_str()) && passage.plain.is_contiguous(whole.range()) {
                    let text = inside.as_str().trim();
                    finding.help(format!("Take the brackets away, if `{text}` is what is meant.")).fix(Fix {
                        title: format!("Take the brackets of `{}` away", whole.as_str()),
                        edits: vec![Edit { span, replacement: text.to_owned() }],
                        safety: Safety::Unsafe,
                    });
                }
            }
        }
        for span in page.inline_html() {
            let tag = page.source().slice(*span);
            let inside = tag.trim_start_matches('<').trim_end_matches('>');
            // `<your>` may be an element somewhere; `<your company>` is none anywhere.
            if inside.contains(' ') && !inside.contains('=') && self.begins_like_gap(inside) {
                findings.at(*span).value("match", tag);
            }
        }
    }

    fn reads_english(&self) -> bool {
        false
    }
}

impl Placeholder {
    fn is_gap(&self, whole: &str, inside: &str) -> bool {
        if self.except.iter().any(|except| except.regex().is_match(whole)) {
            return false;
        }
        let curly = whole.starts_with('{');
        // `{Security Engineer}` is a gap that was filled in and kept its brackets.
        let kept_brackets = curly && whole.ends_with('}') && inside.starts_with(char::is_uppercase);
        kept_brackets || self.begins_like_gap(inside)
    }

    fn begins_like_gap(&self, inside: &str) -> bool {
        let first = words(inside.trim_start_matches('#')).next();
        first.is_some_and(|first| self.words.iter().any(|word| *word == first.to_lowercase()))
    }
}
