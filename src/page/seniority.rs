//! The level of a job that a section is about, told from its heading.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::text::Source;
use crate::text::yaml;

use super::role::normalize;
use super::{Page, Section, SectionId};

/// The level of a job: "Senior Data Analyst" is `senior` on the track `individual`, of the job "data analyst".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seniority {
    /// The track: `individual`, `management`.
    pub track: String,
    /// How high on the track, from 0.
    pub rank: usize,
    /// The name of the grade.
    pub grade: String,
    /// The title without the words of the grade.
    pub job: String,
}

/// The ladders of `rules/vocabulary/levels.yml`.
#[derive(Clone, Debug, Default)]
pub(super) struct Ladders {
    tracks: Vec<Track>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Track {
    id: String,
    #[serde(default)]
    plain: Option<String>,
    grades: Vec<Grade>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grade {
    id: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelsFile {
    tracks: Vec<Track>,
}

impl Ladders {
    /// Reads the ladders.
    pub(super) fn read(source: &Arc<Source>) -> Result<Self, Invalid> {
        let file = yaml::parse(source.text()).and_then(|node| node.read::<LevelsFile>());
        file.map(|file| Self { tracks: file.tracks }).map_err(|error| Invalid::new(source, error))
    }

    /// The seniority that a title names.
    fn named(&self, title: &str) -> Option<Seniority> {
        let mut best: Option<(usize, Seniority)> = None;
        for track in &self.tracks {
            for (rank, grade) in track.grades.iter().enumerate() {
                for words in &grade.words {
                    let Some(job) = without(title, words) else { continue };
                    if best.as_ref().is_none_or(|(len, _)| words.len() > *len && words.contains(' ')) {
                        let seniority = Seniority { track: track.id.clone(), rank, grade: grade.id.clone(), job };
                        best = Some((words.len(), seniority));
                    }
                }
            }
        }
        best.map(|(_, seniority)| seniority)
    }

    /// The seniority of a title that names none.
    fn plain(&self, title: &str) -> Option<Seniority> {
        self.tracks.iter().find_map(|track| {
            let plain = track.plain.as_ref()?;
            let rank = track.grades.iter().position(|grade| grade.id == *plain)?;
            Some(Seniority { track: track.id.clone(), rank, grade: plain.clone(), job: title.to_owned() })
        })
    }
}

/// `title` without `words`, if it has them as whole words.
fn without(title: &str, words: &str) -> Option<String> {
    let at = title.match_indices(words).map(|(at, _)| at).find(|at| {
        let before = title[..*at].chars().next_back();
        let after = title[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })?;
    let rest = format!("{} {}", &title[..at], &title[at + words.len()..]);
    Some(crate::text::words(&rest).collect::<Vec<_>>().join(" "))
}

/// Gives the sections that are about a level their seniority: those that name one, and those that are called like the
/// job of a section beside them ("Data Analyst" beside "Senior Data Analyst").
pub(super) fn recognize(page: &mut Page<'_>, ladders: &Ladders) {
    let title = |page: &Page<'_>, section: &Section| -> Option<String> {
        let heading = section.heading.as_ref().filter(|_| section.role.is_none())?;
        Some(normalize(page.passage(heading.passage).plain.text()))
    };
    for index in 1..page.sections.len() {
        page.sections[index].seniority = title(page, &page.sections[index]).and_then(|title| ladders.named(&title));
    }
    let named: HashSet<(Option<SectionId>, String, String)> = page
        .sections
        .iter()
        .filter_map(|section| {
            let seniority = section.seniority.as_ref()?;
            Some((section.parent, seniority.track.clone(), seniority.job.clone()))
        })
        .collect();
    for index in 1..page.sections.len() {
        let section = &page.sections[index];
        if section.seniority.is_some() {
            continue;
        }
        let Some(seniority) = title(page, section).and_then(|title| ladders.plain(&title)) else { continue };
        if named.contains(&(section.parent, seniority.track.clone(), seniority.job.clone())) {
            page.sections[index].seniority = Some(seniority);
        }
    }
}
