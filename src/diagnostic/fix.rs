//! Changes that mend a finding. Data only: `fixer` applies them.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A change to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: "Replace `her/his` with `their`".
    pub title: String,
    /// Edits in the order of the page; they do not overlap.
    pub edits: Vec<Edit>,
    /// Who may apply it.
    pub safety: Safety,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The new text; empty for a deletion.
    pub replacement: String,
}

/// Whether a fix may be applied without a reader. The words are ruff's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// Shown, never applied.
    Display,
    /// Applied with `--unsafe-fixes`: a reader should look at the result.
    Unsafe,
    /// Applied with `--fix`: right in every case.
    Safe,
}
