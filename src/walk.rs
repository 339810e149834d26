//! Finds the Markdown files below a folder, as git sees them. The only user of `ignore`.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// A file of the team's own with what jdlint should not look at, written like `.gitignore`.
pub const IGNORE_FILE: &str = ".jdlintignore";

/// The Markdown files below `folder`, sorted, and what could not be read on the way.
///
/// Hidden files and what git ignores are left out; symbolic links are not followed, because a merge request could
/// point them anywhere.
pub fn markdown_files(folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let walk = WalkBuilder::new(folder).require_git(false).add_custom_ignore_filename(IGNORE_FILE).build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && is_markdown(entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Err(error) => problems.push(error.to_string()),
        }
    }
    files.sort();
    (files, problems)
}

/// Whether the name is that of a Markdown file, also under a template language: `index.html.md.erb`.
pub fn is_markdown(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let name = name.to_ascii_lowercase();
    let name = [".erb", ".haml", ".slim"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    [".md", ".markdown", ".mdx"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_has_many_names() {
        for name in ["a.md", "index.html.md.erb", "A.MARKDOWN", "x.mdx"] {
            assert!(is_markdown(Path::new(name)), "{name}");
        }
        for name in ["a.txt", "a.md.bak", "_part.erb", "md"] {
            assert!(!is_markdown(Path::new(name)), "{name}");
        }
    }
}
