//! Headings in all the ways people write them.

use crate::text::Span;

use super::PassageId;

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The whole heading: marks, words and an underline if it has one.
    pub span: Span,
    /// Its words in the source, without marks and without attributes.
    pub content: Span,
    /// Its words without markup.
    pub passage: PassageId,
    /// How it is written.
    pub style: HeadingStyle,
    /// Its words as the site shows them, code included: what an anchor is made from.
    pub rendered: String,
    /// An id set by the author: `{#id}`, `{: #id}` or the `id` of an HTML heading.
    pub explicit_id: Option<String>,
}

/// How a heading is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadingStyle {
    /// `## Words`
    Atx,
    /// Words with a line of `=` or `-` below.
    Setext,
    /// `##Words`, which most renderers do not take for a heading.
    Unspaced,
    /// `<h2>Words</h2>`
    Html,
    /// A paragraph of bold words alone.
    Bold,
    /// A short line that ends in a colon before a list: "Requirements:".
    LeadIn,
    /// A key of the front matter whose value is prose.
    FrontMatter,
}

impl HeadingStyle {
    /// The word used in outlines.
    pub fn as_str(self) -> &'static str {
        match self {
            HeadingStyle::Atx => "atx",
            HeadingStyle::Setext => "setext",
            HeadingStyle::Unspaced => "unspaced",
            HeadingStyle::Html => "html",
            HeadingStyle::Bold => "bold",
            HeadingStyle::LeadIn => "lead-in",
            HeadingStyle::FrontMatter => "front-matter",
        }
    }

    /// Whether a site gives the heading an anchor.
    pub fn has_anchor(self) -> bool {
        matches!(self, HeadingStyle::Atx | HeadingStyle::Setext)
    }
}
