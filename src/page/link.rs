//! Links and images.

use crate::text::Span;

use super::SectionId;

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// From the opening bracket to the closing one.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Where it leads, as written.
    pub target: String,
    /// Where the target is written; elsewhere on the page for a reference. None if it cannot be told.
    pub target_span: Option<Span>,
    /// How it is written.
    pub kind: LinkKind,
    /// Whether a template writes part of the target, so that it cannot be known.
    pub templated: bool,
    /// The section it stands in.
    pub section: SectionId,
}

/// `[words][label]` or `[label][]` whose label no line of the page defines: it is shown with its brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndefinedReference {
    /// From the opening bracket to the closing one.
    pub span: Span,
    /// What is not defined.
    pub label: String,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](target)`
    Inline,
    /// `[text][label]` and its short forms, with a definition.
    Reference,
    /// `<https://...>`
    Autolink,
    /// `![text](target)`
    Image,
    /// `<a href="...">`
    Html,
}
