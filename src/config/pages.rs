//! Which Markdown files are job pages.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::text::yaml::{Located, YamlError};

/// Names of folders whose pages are job pages, in a repository that says nothing else.
const USUAL_FOLDERS: [&str; 12] = [
    "job-families",
    "job-family",
    "jobs",
    "_jobs",
    "job-descriptions",
    "job_descriptions",
    "job-ads",
    "careers",
    "vacancies",
    "positions",
    "_positions",
    "roles",
];

/// Values of `layout:` that make a page a job page.
const USUAL_LAYOUTS: [&str; 2] = ["job_page", "job_family_page"];

/// Tells job pages from other Markdown files.
#[derive(Clone, Debug)]
pub struct PageFilter {
    include: Vec<Globs>,
    exclude: Vec<Globs>,
    layouts: Vec<String>,
}

/// Globs of one configuration file, which start at its folder.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    folder: PathBuf,
    set: GlobSet,
}

impl Default for PageFilter {
    /// The usual names of folders and layouts.
    fn default() -> Self {
        Self { include: Vec::new(), exclude: Vec::new(), layouts: USUAL_LAYOUTS.map(str::to_owned).to_vec() }
    }
}

impl PageFilter {
    pub(super) fn set_include(&mut self, globs: Globs) {
        self.include = vec![globs];
    }

    pub(super) fn add_exclude(&mut self, globs: Globs) {
        self.exclude.push(globs);
    }

    pub(super) fn set_layouts(&mut self, layouts: Vec<String>) {
        self.layouts = layouts;
    }

    /// Whether the path is excluded, whatever else may speak for it.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|globs| globs.matches(path))
    }

    /// Whether the path alone makes the file a job page; `below` is the same path below the root of the project, whose
    /// own name and place say nothing.
    pub fn includes(&self, path: &Path, below: &Path) -> bool {
        if self.include.is_empty() {
            let folders: Vec<&str> =
                below.parent().into_iter().flat_map(Path::iter).filter_map(|name| name.to_str()).collect();
            let is_usual = |name: &&str| USUAL_FOLDERS.contains(name);
            // The index of such a folder is about the jobs in it.
            let is_its_index = folders.last().is_some_and(&is_usual) && is_index(below);
            return !is_its_index && folders.iter().any(is_usual);
        }
        self.include.iter().any(|globs| globs.matches(path))
    }

    /// Whether this `layout:` in the front matter makes the file a job page.
    pub fn is_job_layout(&self, layout: &str) -> bool {
        self.layouts.iter().any(|known| known == layout)
    }
}

fn is_index(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(name.split('.').next(), Some("index" | "_index" | "readme"))
}

impl Globs {
    /// Compiles globs that start at `folder`. As in `.gitignore`, one without a slash is for any depth, and one that
    /// ends with a slash is for all below.
    pub(super) fn new(folder: &Path, globs: &[Located<String>]) -> Result<Self, YamlError> {
        let mut set = GlobSetBuilder::new();
        for Located { value: glob, span } in globs {
            let below = glob.strip_suffix('/').map_or_else(|| glob.clone(), |folder| format!("{folder}/**"));
            let anchored = glob.trim_end_matches('/').contains('/');
            let glob = if anchored { below.trim_start_matches('/').to_owned() } else { format!("**/{below}") };
            let compiled = GlobBuilder::new(&glob).literal_separator(true).build();
            set.add(compiled.map_err(|error| YamlError::new(format!("not a glob: {}", error.kind()), *span))?);
        }
        let set = set.build().map_err(|error| {
            let span = globs.first().map_or_else(Default::default, |glob| glob.span);
            YamlError::new(format!("these globs are too large together: {}", error.kind()), span)
        })?;
        Ok(Self { folder: folder.to_owned(), set })
    }

    pub(super) fn matches(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|below| self.set.is_match(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn globs(globs: &[&str]) -> Globs {
        let globs: Vec<_> =
            globs.iter().map(|glob| Located { value: (*glob).to_owned(), span: Span::default() }).collect();
        Globs::new(Path::new("/repo"), &globs).expect("valid")
    }

    #[test]
    fn globs_read_like_gitignore() {
        let matches = |glob: &str, path: &str| globs(&[glob]).matches(Path::new(path));
        assert!(matches("jobs/", "/repo/jobs/a.md"));
        assert!(matches("jobs/", "/repo/x/jobs/y/a.md"));
        assert!(matches("*.md", "/repo/x/a.md"));
        assert!(matches("x/*.md", "/repo/x/a.md"));
        assert!(!matches("x/*.md", "/repo/x/y/a.md"));
        assert!(matches("x/**/*.md", "/repo/x/y/a.md"));
        assert!(!matches("jobs/", "/other/jobs/a.md"));
    }

    #[test]
    fn usual_folders_are_job_pages() {
        let filter = PageFilter::default();
        let includes = |path: &str| {
            let path = Path::new(path);
            filter.includes(path, path.strip_prefix("/repo").expect("below the root"))
        };
        assert!(includes("/repo/source/job-families/x/index.html.md"));
        assert!(!includes("/repo/source/handbook/jobs.md"));
        assert!(!includes("/repo/hiring/job-families/index.html.md"));
        assert!(includes("/repo/hiring/job-families/sales/index.html.md"));
        assert!(filter.is_job_layout("job_page"));
    }
}
