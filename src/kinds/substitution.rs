//! What patterns find, and what to write instead.

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::Located;
use crate::text::{Disjoint, Pattern};

/// Finds what patterns match and offers what they say instead.
#[derive(Debug)]
pub(super) struct Substitution {
    replacements: Vec<Replacement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// Tried in this order; where one matches, the later ones are not tried.
    replacements: Vec<Located<Replacement>>,
}

/// A pattern and what stands for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    /// What to find.
    pattern: Pattern,
    /// What to write; `${1}` is what the first pair of parentheses matched.
    write: String,
    /// Who may apply it.
    fix: Safety,
}

impl Kind for Substitution {
    const NAME: &'static str = "substitution";
    const ABOUT: &'static str = "what regular expressions find, and what to write instead";
    const VALUES: &'static [ValueDoc] =
        &[("match", "the words as the page has them"), ("replacement", "the words to write instead")];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        for replacement in &options.replacements {
            let groups = replacement.value.pattern.regex().captures_len();
            let too_large = (groups..10).find(|group| {
                let write = &replacement.value.write;
                write.contains(&format!("${group}")) || write.contains(&format!("${{{group}}}"))
            });
            if let Some(group) = too_large {
                let message = format!("`${group}` has no pair of parentheses in the pattern");
                return Err(OptionError::new("replacements", message, replacement.span));
            }
        }
        Ok(Self { replacements: options.replacements.into_iter().map(|located| located.value).collect() })
    }
}

impl Check for Substitution {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for (_, passage) in page.passage_ids().filter(|(id, _)| context.reads(page, *id)) {
            let text = passage.plain.text();
            let mut taken = Disjoint::default();
            for replacement in &self.replacements {
                for captures in replacement.pattern.regex().captures_iter(text) {
                    let Some(all) = captures.get(0).filter(|all| !all.is_empty()) else { continue };
                    if !taken.insert(&all.range()) {
                        continue;
                    }
                    let mut write = String::new();
                    captures.expand(&replacement.write, &mut write);
                    let span = passage.plain.span(all.range());
                    let finding = findings.at(span);
                    finding.label(format!("`{write}`")).value("match", all.as_str()).value("replacement", &*write);
                    // Markup in between would be lost.
                    if passage.plain.is_contiguous(all.range()) {
                        finding.fix(Fix {
                            title: format!("Replace `{}` with `{write}`", all.as_str()),
                            edits: vec![Edit { span, replacement: write }],
                            safety: replacement.fix,
                        });
                    }
                }
            }
        }
    }
}
