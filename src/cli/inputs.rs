//! Which pages the arguments of a command name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jdlint::{Error, Project};
use rayon::prelude::*;

/// Pages, and what there is beside them.
#[derive(Default)]
pub(super) struct Inputs {
    /// Without doubles, in the order of their names.
    pub(super) pages: BTreeSet<PathBuf>,
    pub(super) stdin: bool,
    pub(super) passed_over: usize,
    pub(super) problems: Vec<(String, String)>,
}

impl Inputs {
    /// The pages that `paths` name: files as they are, of a folder its job pages.
    ///
    /// # Errors
    /// [`Error`] if a configuration that says what a job page is is wrong.
    pub(super) fn collect(paths: &[PathBuf], project: &Project) -> Result<Self, Error> {
        let mut inputs = Self::default();
        for path in paths {
            if is_stdin(path) {
                inputs.stdin = true;
            } else if path.is_dir() {
                let (files, problems) = project.markdown_files(path);
                inputs.problems.extend(problems.into_iter().map(|reason| (project.display(path), reason)));
                // To tell, most files must be opened.
                let job_pages: Vec<bool> =
                    files.par_iter().map(|file| project.is_job_page(file)).collect::<Result<_, _>>()?;
                inputs.passed_over += job_pages.iter().filter(|is_job_page| !**is_job_page).count();
                let pages = files.into_iter().zip(job_pages).filter(|(_, is_job_page)| *is_job_page);
                inputs.pages.extend(pages.map(|(file, _)| file));
            } else {
                inputs.pages.insert(path.clone());
            }
        }
        Ok(inputs)
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
