//! Sentences that every page says, in one wording.

use serde::Deserialize;
use similar::TextDiff;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Block, BlockKind, Page, Passage, Section, SectionId, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::text::yaml::{Located, OneOrMany};
use crate::text::{Pattern, Span, sentences};

/// Finds pages whose sections do not say what all pages say there, or say it in words of their own.
#[derive(Debug)]
pub(super) struct Boilerplate {
    sentences: Vec<Sentence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What the sections that the rule reads should say.
    sentences: Vec<Located<Sentence>>,
}

/// One sentence that all pages have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    /// What it says, for messages: "that candidates may be declined at any stage".
    about: String,
    /// Any of these is enough to say it.
    #[serde(default)]
    says: OneOrMany<Pattern>,
    /// The sentence in Markdown.
    write: String,
    /// Whether these words have to be used. A sentence that is nearly the same is an edit of it.
    #[serde(default)]
    exact: bool,
}

impl Kind for Boilerplate {
    const NAME: &'static str = "boilerplate";
    const ABOUT: &'static str = "sentences that every page says, in one wording";
    const VALUES: &'static [ValueDoc] = &[
        ("about", "what the sentence says"),
        ("problem", "`does not say`, or `says in other words`"),
        ("write", "the sentence"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        if let Some(empty) =
            options.sentences.iter().find(|sentence| !sentence.value.exact && sentence.value.says.0.is_empty())
        {
            let message = "a sentence needs `says` with patterns that tell it, or `exact: true`";
            return Err(OptionError::new("sentences", message, empty.span));
        }
        Ok(Self { sentences: options.sentences.into_iter().map(|sentence| sentence.value).collect() })
    }
}

/// With less in common two sentences say different things.
const NEARLY_THE_SAME: f32 = 0.6;

impl Check for Boilerplate {
    fn sentences_for_draft(&self) -> Vec<&str> {
        self.sentences.iter().map(|sentence| sentence.write.as_str()).collect()
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        if page.has_block_templates() {
            return;
        }
        let read: Vec<&Passage> =
            page.passage_ids().filter(|(id, _)| context.reads(page, *id)).map(|(_, passage)| passage).collect();
        // A page without such a section lacks more than a sentence; another rule says so.
        let Some(first) = read.first().map(|passage| passage.section) else { return };
        for sentence in &self.sentences {
            let wanted = words(&without_links(&sentence.write));
            let says_it = |passage: &Passage| {
                let text = passage.plain.text();
                let by_pattern = sentence.says.0.iter().any(|pattern| pattern.regex().is_match(text));
                (by_pattern && !sentence.exact) || words(text).contains(&wanted)
            };
            // Wherever the page says it, it says it.
            if page.passages().iter().any(says_it) {
                continue;
            }
            let edited = read.iter().find_map(|passage| edited(passage, sentence, &wanted));
            let (place, problem) = match edited {
                Some(span) => (span, "says in other words"),
                None => (heading_of(page, first), "does not say"),
            };
            let finding = findings.at(page.source().first_line(place));
            finding
                .label(format!("{problem} {}", sentence.about))
                .value("about", &*sentence.about)
                .value("problem", problem)
                .value("write", &*sentence.write);
            let fix = match edited {
                Some(span) => restore(page, span, &sentence.write),
                None => insert(page, first, &sentence.write),
            };
            if let Some(fix) = fix {
                finding.fix(fix);
            }
        }
    }
}

/// A sentence that is an edit of the wanted one: it says the same by a pattern, or has most of its words.
fn edited(passage: &Passage, sentence: &Sentence, wanted: &str) -> Option<Span> {
    if !sentence.exact {
        return None;
    }
    let text = passage.plain.text();
    sentences(text).find_map(|range| {
        let own = &text[range.clone()];
        let by_pattern = sentence.says.0.iter().any(|pattern| pattern.regex().is_match(own));
        let is_near = || TextDiff::from_words(words(own).as_str(), wanted).ratio() >= NEARLY_THE_SAME;
        (by_pattern || is_near()).then(|| passage.plain.span(range))
    })
}

/// In small letters, without marks and with single blanks, for comparison.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Markdown with the words of its links alone.
fn without_links(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(target) = rest.find("](") {
        text.push_str(&rest[..target]);
        rest = rest[target..].find(')').map_or("", |end| &rest[target + end + 1..]);
    }
    text + rest
}

fn heading_of(page: &Page<'_>, section: SectionId) -> Span {
    page.section(section).heading.as_ref().map_or(page.title_span(), |heading| heading.content)
}

/// Replaces a sentence, and the links that it is part of.
fn restore(page: &Page<'_>, sentence: Span, write: &str) -> Option<Fix> {
    let line = Span::new(page.source().line_start(sentence.start), sentence.end);
    let overlapping = page.links_in(line).iter().filter(|link| link.span.overlaps(sentence));
    let span = overlapping.fold(sentence, |span, link| span.join(link.span));
    // Emphasis that begins inside and ends outside would be cut in two.
    let has_marks = page.source().slice(span).contains(['*', '_', '`']);
    (!has_marks).then(|| Fix {
        title: "Restore the usual wording".to_owned(),
        edits: vec![Edit { span, replacement: write.to_owned() }],
        safety: Safety::Unsafe,
    })
}

/// Adds the sentence to the paragraph before the first list of the section, or as a paragraph of its own.
fn insert(page: &Page<'_>, section: SectionId, write: &str) -> Option<Fix> {
    let (blocks, heading) = match page.section(section) {
        Section { blocks, heading: Some(heading), .. } => (blocks, heading),
        _ => return None,
    };
    let list = blocks.iter().position(|block| block.list().is_some());
    let before = &blocks[..list.unwrap_or(blocks.len())];
    let is_sentence = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph(_)) && page.source().slice(block.span).trim_end().ends_with('.')
    };
    let end = page.source().line_end();
    let (at, text) = match before.last().filter(is_sentence) {
        Some(paragraph) => (paragraph.span.end, format!(" {write}")),
        None => (heading.span.end, format!("{end}{end}{write}")),
    };
    Some(Fix {
        title: "Add the sentence".to_owned(),
        edits: vec![Edit { span: Span::empty(at), replacement: text }],
        safety: Safety::Unsafe,
    })
}
