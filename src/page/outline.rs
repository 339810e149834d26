//! The section model in a form for people and programs: `jdlint outline`.

mod steps;

use serde::Serialize;

use super::{Page, Section, SectionId};

pub use steps::{OutlineMinutes, OutlineStep, OutlineStepList, StepOutline};

/// The section model of a page. As JSON its `version` is raised when a field changes its meaning or goes.
#[derive(Debug, Serialize)]
pub struct Outline {
    /// Of this form: 1.
    pub version: u32,
    /// The name of the page.
    pub file: String,
    /// The title in the front matter or of the first heading.
    pub title: Option<String>,
    /// What stands before the first heading, or in the front matter, if anything does.
    pub intro: Option<OutlineSection>,
    /// The sections of the highest level.
    pub sections: Vec<OutlineSection>,
}

/// One section of an [`Outline`].
#[derive(Debug, Serialize)]
pub struct OutlineSection {
    /// Its heading; none for what stands before the first one.
    pub heading: Option<String>,
    /// 1 to 6; 0 without heading.
    pub level: u8,
    /// Line of the heading, from 1.
    pub line: usize,
    /// `atx`, `setext`, `unspaced`, `html` or `bold`.
    pub style: Option<&'static str>,
    /// What the section is for.
    pub role: Option<String>,
    /// How that was told.
    pub recognized: Option<&'static str>,
    /// What stands before the words of the role.
    pub prefix: Option<String>,
    /// A second role of the section.
    pub also: Option<String>,
    /// The level of the job that the section is about: `senior`, `director`.
    pub seniority: Option<String>,
    /// Number of list items directly in the section.
    pub items: usize,
    /// Hiring steps directly in the section.
    pub steps: Vec<OutlineStep>,
    /// The sections below.
    pub sections: Vec<OutlineSection>,
}

impl Page<'_> {
    /// The section model for people and programs.
    pub fn outline(&self) -> Outline {
        let root = self.section(SectionId::ROOT);
        let has_steps = self.step_lists().iter().any(|list| list.section == SectionId::ROOT);
        Outline {
            version: 1,
            file: self.source().name().to_owned(),
            title: self.title().map(str::to_owned),
            intro: (root.has_content() || has_steps).then(|| self.outline_section(SectionId::ROOT, root)),
            sections: self.outline_children(root),
        }
    }

    fn outline_children(&self, section: &Section) -> Vec<OutlineSection> {
        section.children.iter().map(|id| self.outline_section(*id, self.section(*id))).collect()
    }

    fn outline_section(&self, id: SectionId, section: &Section) -> OutlineSection {
        let line = |offset| self.source().position(offset).line;
        let steps = self.step_lists().iter().enumerate().filter(|(_, list)| list.section == id);
        OutlineSection {
            heading: section.heading.as_ref().map(|heading| self.passage(heading.passage).plain.text().to_owned()),
            level: section.level,
            line: line(section.heading.as_ref().map_or(section.span.start, |heading| heading.span.start)),
            style: section.heading.as_ref().map(|heading| heading.style.as_str()),
            role: section.role().map(ToString::to_string),
            recognized: section.role.as_ref().map(|recognition| recognition.how.as_str()),
            prefix: section.role.as_ref().and_then(|recognition| recognition.prefix.clone()),
            also: section.role.as_ref().and_then(|recognition| Some(recognition.also.as_ref()?.to_string())),
            seniority: section.seniority.as_ref().map(|seniority| seniority.grade.clone()),
            items: section.blocks.iter().filter_map(|block| block.list()).map(|list| list.items.len()).sum(),
            steps: steps.flat_map(|(index, list)| self.outline_steps(index, list)).collect(),
            // The root's children are shown beside it, not in it.
            sections: if id == SectionId::ROOT { Vec::new() } else { self.outline_children(section) },
        }
    }
}
