//! A stretch of prose that is read in one go.

use crate::text::Plain;

use super::SectionId;

/// Prose without markup: one heading, paragraph, item or cell.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The words, with the way back to their bytes.
    pub plain: Plain,
    /// What kind of block it is.
    pub place: Place,
    /// The section it belongs to; a heading belongs to the section that it opens.
    pub section: SectionId,
    /// Whether it stands in a block quote: somebody else's words.
    pub quoted: bool,
}

/// The kind of block that a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A heading.
    Heading,
    /// A paragraph, also inside an item that has more than one.
    Paragraph,
    /// The first words of a list item.
    Item,
    /// A table cell.
    Cell,
    /// A value of the front matter that people read, such as the title.
    FrontMatter,
}

/// A passage of a page, by its place in [`Page::passages`](super::Page::passages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub(super) usize);

impl PassageId {
    /// Its index in [`Page::passages`](super::Page::passages).
    pub fn index(self) -> usize {
        self.0
    }
}

impl Default for PassageId {
    /// The first passage.
    fn default() -> Self {
        Self(0)
    }
}
