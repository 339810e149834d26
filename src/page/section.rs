//! A heading and what stands under it.

use crate::text::Span;

use super::{Block, BlockKind, Heading, Recognition, Role, Seniority};

/// A section of a page, by its place in the page. The first is the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub(super) usize);

impl SectionId {
    /// What stands before any heading.
    pub const ROOT: SectionId = SectionId(0);

    /// Its place in [`Page::sections`](super::Page::sections).
    pub fn index(self) -> usize {
        self.0
    }
}

/// A heading and what stands under it, up to the next heading of its level or a higher one.
#[derive(Debug)]
pub struct Section {
    /// The heading; the root has none.
    pub heading: Option<Heading>,
    /// 1 to 6 as in Markdown; 0 for the root; one below the section around it for a bold line.
    pub level: u8,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// The sections directly below.
    pub children: Vec<SectionId>,
    /// The blocks between its heading and the next heading.
    pub blocks: Vec<Block>,
    /// From its heading to its end, sections below included.
    pub span: Span,
    /// What the section is for and how that was told.
    pub role: Option<Recognition>,
    /// The level of a job that the section is about.
    pub seniority: Option<Seniority>,
}

impl Section {
    pub(super) fn new(heading: Option<Heading>, level: u8, parent: Option<SectionId>, start: usize) -> Self {
        let end = heading.as_ref().map_or(start, |heading| heading.span.end);
        Self {
            heading,
            level,
            parent,
            children: Vec::new(),
            blocks: Vec::new(),
            span: Span::new(start, end),
            role: None,
            seniority: None,
        }
    }

    /// What the section is for, if that is known.
    pub fn role(&self) -> Option<&Role> {
        self.role.as_ref().map(|recognition| &recognition.role)
    }

    /// Whether the section is for this, be it beside something else.
    pub fn has_role(&self, role: &Role) -> bool {
        self.role
            .as_ref()
            .is_some_and(|recognition| recognition.role == *role || recognition.also.as_ref() == Some(role))
    }

    /// Whether there is anything to read between its heading and the next one. A comment is nothing to read.
    pub fn has_content(&self) -> bool {
        self.blocks.iter().any(|block| !matches!(block.kind, BlockKind::Comment | BlockKind::Rule))
    }
}
