//! HTML comments: invisible to readers of the site, read by jdlint's directives.

use crate::text::Span;

/// An HTML comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands between the marks, trimmed.
    pub text: String,
}
