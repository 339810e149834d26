//! How files become URLs.

use serde::{Deserialize, Serialize};

use super::files::{self, Files};

/// How a site makes URLs of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Links name files.
    Plain,
    /// `a/index.html.md.erb` serves `/a/`; names that begin with `_` are partials.
    Middleman,
    /// `a/_index.md`, `a/index.md` and `a.md` serve `/a/`.
    Hugo,
}

/// Endings that Middleman strips from the right, once for each template language.
const TEMPLATE_ENDINGS: [&str; 6] = [".md", ".markdown", ".erb", ".haml", ".slim", ".builder"];

/// The name without its template endings: `index.html` of `index.html.md.erb`.
fn without_templates(mut name: &str) -> &str {
    while let Some(shorter) = TEMPLATE_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = shorter;
    }
    name
}

/// A file, or a folder, or a page whose ending was left out.
pub(super) fn find_plain(files: &dyn Files, target: &str) -> Option<String> {
    if files.exists(target) || target.is_empty() {
        if files.is_folder(target) {
            let inside = ["index.md", "README.md", "readme.md", "_index.md"];
            let index =
                inside.into_iter().filter_map(|name| files::join(target, name)).find(|file| files.is_file(file));
            return Some(index.unwrap_or_else(|| target.to_owned()));
        }
        return Some(target.to_owned());
    }
    [".md", ".markdown", ".html"].into_iter().map(|ending| format!("{target}{ending}")).find(|file| files.is_file(file))
}

impl Layout {
    /// The file that serves `target`, a location that was made from a URL.
    pub(super) fn find(self, files: &dyn Files, target: &str) -> Option<String> {
        match self {
            Layout::Plain => find_plain(files, target),
            Layout::Middleman => {
                let served = |folder: &str, name: &str| {
                    let listed = files.list(folder);
                    let file = listed.iter().find(|file| without_templates(file) == name && !file.starts_with('_'))?;
                    let file = files::join(folder, file)?;
                    files.is_file(&file).then_some(file)
                };
                let name = target.rsplit('/').next().unwrap_or(target);
                served(files::parent(target), name).or_else(|| served(target, "index.html"))
            }
            Layout::Hugo => {
                let target = target.strip_suffix("/index.html").unwrap_or(target);
                let inside = ["_index.md", "index.md"].into_iter().filter_map(|name| files::join(target, name));
                let beside = [target.to_owned(), format!("{target}.md"), format!("{target}.html")];
                inside.chain(beside).find(|file| files.is_file(file))
            }
        }
    }

    /// The URL folder of a page, `/` at its ends left out: relative links start here.
    pub(super) fn url_folder(self, location: &str) -> String {
        let folder = files::parent(location);
        let name = location.rsplit('/').next().unwrap_or(location);
        match self {
            Layout::Plain | Layout::Middleman => folder.to_owned(),
            Layout::Hugo => match name.strip_suffix(".md").unwrap_or(name) {
                "_index" | "index" => folder.to_owned(),
                name => files::join(folder, name).unwrap_or_default(),
            },
        }
    }

    /// What a file or folder is called in a URL, for suggestions.
    pub(super) fn url_name(self, name: &str) -> String {
        match self {
            Layout::Plain => name.to_owned(),
            Layout::Middleman => without_templates(name).to_owned(),
            Layout::Hugo => name.strip_suffix(".md").unwrap_or(name).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Memory;

    fn files(names: &[&str]) -> Memory {
        Memory::new(names.iter().map(|name| ((*name).to_owned(), String::new())))
    }

    #[test]
    fn middleman_serves_folders_and_pages() {
        let files = files(&["a/index.html.md.erb", "b.html.md", "a/_part.html.md", "a/x.png"]);
        let find = |target| Layout::Middleman.find(&files, target);
        assert_eq!(find("a").as_deref(), Some("a/index.html.md.erb"));
        assert_eq!(find("a/index.html").as_deref(), Some("a/index.html.md.erb"));
        assert_eq!(find("b.html").as_deref(), Some("b.html.md"));
        assert_eq!(find("b"), None);
        assert_eq!(find("a/_part.html"), None);
        assert_eq!(find("a/x.png").as_deref(), Some("a/x.png"));
    }

    #[test]
    fn hugo_serves_pages_as_folders() {
        let files = files(&["a/_index.md", "a/b.md"]);
        let find = |target| Layout::Hugo.find(&files, target);
        assert_eq!(find("a").as_deref(), Some("a/_index.md"));
        assert_eq!(find("a/b").as_deref(), Some("a/b.md"));
        assert_eq!(find("a/c"), None);
        assert_eq!(Layout::Hugo.url_folder("a/b.md"), "a/b");
        assert_eq!(Layout::Hugo.url_folder("a/_index.md"), "a");
    }
}
