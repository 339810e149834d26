//! What stands under a heading.

use crate::text::Span;

use super::PassageId;

/// A block of a section.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a [`Block`] is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// Prose.
    Paragraph(PassageId),
    /// Items.
    List(List),
    /// `> ...`
    Quote(Vec<Block>),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<PassageId>>),
    /// Code, fenced or indented.
    Code,
    /// HTML that is more than a comment.
    Html,
    /// An HTML comment alone.
    Comment,
    /// A template alone on its lines: the site puts something here.
    Template,
    /// `---`
    Rule,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// The number of its first item, if it is numbered.
    pub start: Option<u64>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The item with its mark and all that is nested in it.
    pub span: Span,
    /// The first words of the item; none if it begins with something else, or is empty.
    pub passage: Option<PassageId>,
    /// What follows in the item: further paragraphs and nested lists.
    pub blocks: Vec<Block>,
}

impl Block {
    /// The list, if it is one.
    pub fn list(&self) -> Option<&List> {
        match &self.kind {
            BlockKind::List(list) => Some(list),
            _ => None,
        }
    }
}
