//! Sections that begin with a short line before a list: "Requirements:".

use super::{Block, BlockKind, Heading, HeadingStyle, Page, Place, Role, Section, SectionId, Vocabulary, role};

/// A longer line is a sentence that happens to end in a colon.
const MOST_WORDS: usize = 12;

/// Makes sections of the lead-ins whose words name a role, where no heading says what the list is.
pub(super) fn split(page: &mut Page<'_>, vocabulary: &Vocabulary) {
    let mut added = false;
    for index in 0..page.sections.len() {
        if !may_hold_others(page, SectionId(index)) {
            continue;
        }
        let blocks = std::mem::take(&mut page.sections[index].blocks);
        let mut target = SectionId(index);
        let mut rest = blocks.into_iter().peekable();
        while let Some(block) = rest.next() {
            let list_follows = rest.peek().is_some_and(|next| next.list().is_some());
            if let Some(opened) = list_follows.then(|| open(page, SectionId(index), &block, vocabulary)).flatten() {
                target = opened;
                added = true;
                continue;
            }
            if target != SectionId(index) {
                adopt(page, &block, target);
            }
            page.sections[target.0].span.end = page.sections[target.0].span.end.max(block.span.end);
            page.sections[target.0].blocks.push(block);
        }
    }
    if added {
        sort(page);
    }
}

/// Under a heading with a role of its own a lead-in only divides what stands there.
fn may_hold_others(page: &Page<'_>, id: SectionId) -> bool {
    page.role_at(id).is_none_or(|role| role.as_str() == Role::INTRO)
}

/// Opens a section for a lead-in, if the block is one.
fn open(page: &mut Page<'_>, parent: SectionId, block: &Block, vocabulary: &Vocabulary) -> Option<SectionId> {
    let BlockKind::Paragraph(passage) = block.kind else { return None };
    let text = page.passage(passage).plain.text().trim();
    if !text.ends_with(':') || text.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let recognition = role::recognize_heading(text, HeadingStyle::LeadIn, vocabulary)?;
    if recognition.role.as_str() == Role::INTRO {
        return None;
    }
    let heading = Heading {
        span: block.span,
        content: block.span,
        passage,
        style: HeadingStyle::LeadIn,
        rendered: text.to_owned(),
        explicit_id: None,
    };
    let id = SectionId(page.sections.len());
    let mut section = Section::new(Some(heading), page.section(parent).level + 1, Some(parent), block.span.start);
    section.role = Some(recognition);
    page.sections.push(section);
    page.sections[parent.0].children.push(id);
    page.passages[passage.index()].place = Place::Heading;
    page.passages[passage.index()].section = id;
    Some(id)
}

/// The passages and links of a block belong to the section that the block went to.
fn adopt(page: &mut Page<'_>, block: &Block, section: SectionId) {
    // Passages and links stand in the order of the page.
    let first = page.passages.partition_point(|passage| passage.plain.source().start < block.span.start);
    for passage in page.passages[first..].iter_mut().take_while(|passage| passage.plain.source().start < block.span.end)
    {
        passage.section = section;
    }
    let first = page.links.partition_point(|link| link.span.start < block.span.start);
    for link in page.links[first..].iter_mut().take_while(|link| link.span.start < block.span.end) {
        link.section = section;
    }
}

/// Brings the sections back into the order of the page.
fn sort(page: &mut Page<'_>) {
    let mut order: Vec<usize> = (0..page.sections.len()).collect();
    order.sort_by_key(|&index| (index != 0, page.sections[index].span.start));
    let mut place = vec![SectionId::ROOT; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = SectionId(new);
    }
    let mut sections: Vec<Option<Section>> = std::mem::take(&mut page.sections).into_iter().map(Some).collect();
    page.sections = order.iter().filter_map(|&old| sections[old].take()).collect();
    for section in &mut page.sections {
        section.parent = section.parent.map(|parent| place[parent.0]);
        for child in &mut section.children {
            *child = place[child.0];
        }
        section.children.sort();
    }
    for passage in &mut page.passages {
        passage.section = place[passage.section.0];
    }
    for link in &mut page.links {
        link.section = place[link.section.0];
    }
}
