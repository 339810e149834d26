//! Links that were meant and are none: brackets and parentheses in the wrong place, no target, no definition.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{LinkKind, Page, Passage, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::{Disjoint, Span, built_in_regex};

/// Finds what was meant to be a link.
#[derive(Debug)]
pub(super) struct LinkSyntax {
    report: Report,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to report.
    report: Report,
}

/// What can be wrong with a link as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// Brackets or parentheses are missing or turned round.
    Malformed,
    /// The parentheses are empty.
    Empty,
    /// The label of a reference is defined nowhere.
    Undefined,
}

impl Kind for LinkSyntax {
    const NAME: &'static str = "link-syntax";
    const ABOUT: &'static str = "what was meant to be a link and is none";
    const VALUES: &'static [ValueDoc] = &[
        ("match", "the link as the page has it"),
        ("problem", "what is wrong with it"),
        ("replacement", "the link as it was probably meant"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { report: options.report })
    }
}

impl Check for LinkSyntax {
    fn check(&self, page: &Page<'_>, _context: &Context<'_>, findings: &mut Findings) {
        match self.report {
            Report::Malformed => {
                page.passages().iter().for_each(|passage| malformed(page, passage, findings));
                doubled(page, findings);
            }
            Report::Empty => empty(page, findings),
            Report::Undefined => undefined(page, findings),
        }
    }

    fn reads_english(&self) -> bool {
        false
    }
}

/// One way in which people mistype links: what of it is left as text, what is wrong, and what was meant.
struct Mistake {
    /// What stands in all that the pattern matches: to look for it first is quicker.
    sign: &'static str,
    pattern: Regex,
    problem: &'static str,
    write: &'static str,
    safety: Safety,
}

/// A target in any of the forms that can be told from words: a path, an anchor, a URL.
const TARGET: &str = r"(?:/|#|\.{1,2}/|https?://)";

/// Tried in this order. All were found on real pages; see docs/rules/malformed-link.md.
static MISTAKES: LazyLock<Vec<Mistake>> = LazyLock::new(|| {
    let mistake = |sign, pattern: &str, problem, write, safety| Mistake {
        sign,
        pattern: built_in_regex(&pattern.replace("TARGET", TARGET)),
        problem,
        write,
        safety,
    };
    vec![
        mistake(
            "](",
            r"\[([^\[\]]+)\]\((TARGET[^()\s\[\]]*)\]",
            "ends with `]` instead of `)`",
            "[${1}](${2})",
            Safety::Unsafe,
        ),
        mistake(
            "][",
            r"\[([^\[\]]+)\]\[(TARGET[^()\s\[\]]*)[)\]]",
            "has `[` instead of `(` before its target",
            "[${1}](${2})",
            Safety::Unsafe,
        ),
        mistake(
            "] (",
            r"\[([^\[\]]+)\] \((TARGET[^()\s]*)\)",
            "has a space between its words and its target",
            "[${1}](${2})",
            Safety::Unsafe,
        ),
        mistake(
            ")[",
            r"\(([^()\[\]]+)\)\[(TARGET[^()\s\[\]]*)\]",
            "has its brackets and parentheses turned round",
            "[${1}](${2})",
            Safety::Unsafe,
        ),
        mistake(
            "](",
            r"\[([^\[\]]+)\]\((TARGET[^()\[\]]* [^()\[\]]*)\)",
            "has spaces in its target",
            "",
            Safety::Display,
        ),
        mistake("](", r"(?:[\w.,'&-]+ ){0,3}[\w.,'&-]+\]\(TARGET[^()\s]*\)", "has no opening `[`", "", Safety::Display),
        // A path with an anchor or a slash at its end is one of a site; `/api/v1/users` may be meant as it stands.
        mistake(
            "(/",
            r"\(/[\w-]+(?:/[\w.-]+)*(?:/?#[\w-]+|/[\w.-]+/)\)",
            "is a path in parentheses, without the words of a link",
            "",
            Safety::Display,
        ),
    ]
});

fn malformed(page: &Page<'_>, passage: &Passage, findings: &mut Findings) {
    let text = passage.plain.text();
    // Nearly all prose ends here: the brackets of what is a link are no part of its words.
    if !text.contains(['[', ']']) && !text.contains("(/") {
        return;
    }
    let mut taken = Disjoint::default();
    for mistake in MISTAKES.iter().filter(|mistake| text.contains(mistake.sign)) {
        for captures in mistake.pattern.captures_iter(text) {
            let Some(all) = captures.get(0) else { continue };
            let span = passage.plain.span(all.range());
            // What lies in a template or next to one may be completed by it.
            if taken.contains(&all.range())
                || page.source().slice(span).contains("{{")
                || page.source().slice(span).contains("<%")
            {
                continue;
            }
            taken.insert(&all.range());
            let finding = findings.at(span);
            finding.label(mistake.problem).value("match", all.as_str()).value("problem", mistake.problem);
            if !mistake.write.is_empty() && passage.plain.is_contiguous(all.range()) {
                let mut write = String::new();
                captures.expand(mistake.write, &mut write);
                finding.value("replacement", &*write).help(format!("Write `{write}`.")).fix(Fix {
                    title: "Put brackets and parentheses right".to_owned(),
                    edits: vec![Edit { span, replacement: write }],
                    safety: mistake.safety,
                });
            }
        }
    }
    stray_bracket(passage, &taken, findings);
}

/// An opening bracket before a link that is closed nowhere: `[Meetings with the [staff](/staff/)`.
fn stray_bracket(passage: &Passage, taken: &Disjoint, findings: &mut Findings) {
    let text = passage.plain.text();
    let Some(open) = text.rfind('[') else { return };
    // A square bracket within words is meant, as in `[0, 1)`; only one that begins words is the rest of a link.
    let begins_words = text[open + 1..].starts_with(char::is_alphabetic)
        && !text[..open].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    let is_open = !text[open..].contains([']', ')']) || text[open..].find(']').is_none() && !text.contains(']');
    if begins_words && is_open && !taken.contains(&(open..open + 1)) {
        let end = text[open + 1..].find(' ').map_or(text.len(), |at| open + 1 + at);
        let problem = "has no closing `]`";
        findings
            .at(passage.plain.span(open..end))
            .label(problem)
            .value("match", &text[open..end])
            .value("problem", problem);
    }
}

/// `[words]((/target/))`: Markdown takes the inner parentheses for a part of the target.
fn doubled(page: &Page<'_>, findings: &mut Findings) {
    for link in page.links().iter().filter(|link| link.kind == LinkKind::Inline) {
        let (Some(span), Some(inner)) = (link.target_span, link.target.strip_prefix('(')) else { continue };
        let inner = inner.strip_suffix(')').unwrap_or(inner);
        let problem = "has its target in two pairs of parentheses";
        findings
            .at(link.span)
            .label(problem)
            .value("match", page.source().slice(link.span))
            .value("problem", problem)
            .value("replacement", inner)
            .help("Take one pair out.")
            .fix(Fix {
                title: "Take one pair of parentheses out".to_owned(),
                edits: vec![Edit { span, replacement: inner.to_owned() }],
                safety: Safety::Safe,
            });
    }
}

fn empty(page: &Page<'_>, findings: &mut Findings) {
    for link in page.links().iter().filter(|link| !link.templated && link.kind != LinkKind::Autolink) {
        if link.target.trim().is_empty() && page.source().slice(link.span).contains("()") {
            let written = page.source().slice(link.span);
            findings.at(link.span).label("no target").value("match", written).value("problem", "has no target");
        }
    }
}

fn undefined(page: &Page<'_>, findings: &mut Findings) {
    // A label that is a target was meant as one: that is another mistake.
    let is_target = |label: &str| label.starts_with(['/', '#', '.']) || label.contains("://");
    for reference in page.undefined_references().iter().filter(|reference| !is_target(&reference.label)) {
        let brackets = if page.source().text()[reference.span.end..].starts_with("[]") { 2 } else { 0 };
        let span = Span::new(reference.span.start, reference.span.end + brackets);
        let written = page.source().slice(span);
        findings
            .at(span)
            .label(format!("`{}` is not defined", reference.label))
            .value("match", written)
            .value("problem", format!("has no line `[{}]: ...` on the page", reference.label));
    }
}
