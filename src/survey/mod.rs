//! What a repository has: its job pages, their sections, how its site is made, which policy they follow already; and
//! the configuration that follows from it.

mod policy;
mod proposal;
mod sections;
mod site;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::page::Page;
use crate::ruleset::Library;
use crate::text::Source;

pub use policy::{PolicyUse, RuleUse};
pub use sections::SectionUse;
pub use site::SiteFacts;

/// The files of a repository, as somebody has found and read them.
#[derive(Debug)]
pub struct Repository<'r> {
    /// The folder that gets the configuration, from which its paths start.
    pub folder: &'r Path,
    /// The folder from which the locations of the pages start.
    pub root: &'r Path,
    /// The Markdown files below the folder.
    pub files: &'r [PathBuf],
    /// The job pages among them.
    pub pages: &'r [Source],
}

/// What a repository has.
#[derive(Debug)]
pub struct Survey {
    /// How many Markdown files there are.
    pub files: usize,
    /// How many of them are job pages; those that only list others left out.
    pub pages: usize,
    /// The folder in which most job pages lie, relative to the root of the repository, and how many; none if they lie
    /// all over it.
    pub home: Option<(String, usize)>,
    /// How the site is made.
    pub site: SiteFacts,
    /// The sections that pages have, the most frequent first.
    pub sections: Vec<SectionUse>,
    /// What each preset would say of the pages, in the order of the alphabet.
    pub policies: Vec<PolicyUse>,
    proposed: usize,
}

impl Survey {
    /// Looks at a repository.
    pub fn of(repository: &Repository<'_>) -> Self {
        let library = Library::builtin();
        let pages: Vec<&Source> =
            repository.pages.iter().filter(|source| !Page::parse(source, library.vocabulary()).is_listing()).collect();
        let site = SiteFacts::of(repository.folder, repository.files);
        let policies = policy::judge(&pages, &library, &site.site(repository));
        Self {
            files: repository.files.len(),
            pages: pages.len(),
            home: home(&pages),
            sections: sections::count(&pages, library.vocabulary()),
            proposed: policy::propose(&policies),
            policies,
            site,
        }
    }

    /// The policy to begin with.
    pub fn proposed(&self) -> &PolicyUse {
        &self.policies[self.proposed]
    }

    /// The text of a `jdlint.yml`.
    pub fn configuration(&self) -> String {
        proposal::configuration(self)
    }
}

/// A folder is where the job pages lie if so many of a hundred are in it.
const MOST: usize = 80;

/// The innermost folder in which most pages lie.
fn home(pages: &[&Source]) -> Option<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for location in pages.iter().filter_map(|page| page.location()) {
        for (at, _) in location.match_indices('/') {
            *counts.entry(&location[..at]).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(_, count)| count * 100 >= pages.len() * MOST);
    most.max_by_key(|(folder, _)| folder.matches('/').count()).map(|(folder, count)| (folder.to_owned(), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_is_the_innermost_folder_of_most_pages() {
        let home = |locations: &[&str]| {
            let pages: Vec<Source> =
                locations.iter().map(|location| Source::new(*location, "").with_location(*location)).collect();
            super::home(&pages.iter().collect::<Vec<_>>())
        };
        assert_eq!(home(&["a/jobs/x/1.md", "a/jobs/y/2.md"]), Some(("a/jobs".to_owned(), 2)));
        assert_eq!(home(&["jobs/1.md", "jobs/2.md", "jobs/3.md", "jobs/4.md", "b.md"]), Some(("jobs".to_owned(), 4)));
        assert_eq!(home(&["a/1.md", "b/2.md"]), None);
        assert_eq!(home(&[]), None);
    }
}
