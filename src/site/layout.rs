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
    /// `a.md` serves `/a.html` or `/a/`, as its permalinks say; `_jobs/a.md` is a page of the collection `jobs`.
    Jekyll,
    /// `a.md` and `01-a.md` serve `/a`; `README.md` and `index.md` serve their folder.
    Docusaurus,
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

fn find_jekyll(files: &dyn Files, target: &str) -> Option<String> {
    let bare = target.strip_suffix(".html").unwrap_or(target);
    let endings = ["", ".md", ".markdown", ".html", "/index.md", "/index.markdown", "/index.html"];
    let named = endings.into_iter().map(|ending| format!("{bare}{ending}"));
    std::iter::once(target.to_owned()).chain(named).find(|file| files.is_file(file))
}

/// Folders and pages by their names without numbers, segment by segment.
fn find_docusaurus(files: &dyn Files, root: &str, path: &str) -> Option<String> {
    let mut folder = root.to_owned();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).peekable();
    while let Some(segment) = segments.next() {
        let listed = files.list(&folder);
        if segments.peek().is_none() {
            let page = listed.iter().find(|name| {
                *name == segment
                    || (without_markdown(name) != *name && without_number(without_markdown(name)) == segment)
            });
            if let Some(file) = page.and_then(|name| files::join(&folder, name)).filter(|file| files.is_file(file)) {
                return Some(file);
            }
        }
        let inner = listed.iter().find(|name| without_number(name) == segment)?;
        folder = files::join(&folder, inner).filter(|folder| files.is_folder(folder))?;
    }
    let own = folder.rsplit('/').next().unwrap_or_default().to_owned();
    let names = ["index".to_owned(), "README".to_owned(), own];
    names
        .iter()
        .flat_map(|name| [format!("{name}.md"), format!("{name}.mdx")])
        .find_map(|name| files::join(&folder, &name).filter(|file| files.is_file(file)))
}

fn without_markdown(name: &str) -> &str {
    [".mdx", ".md", ".markdown"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// `levels` of `02-levels`: Docusaurus orders pages by such numbers and leaves them out of the URL.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let word = rest.trim_start_matches(['-', '_', '.', ' ']);
    if rest.len() < name.len() && word.len() < rest.len() && !word.is_empty() { word } else { name }
}

impl Layout {
    /// The file that serves `target`, a location that was made from a URL.
    pub(super) fn find(self, files: &dyn Files, root: &str, target: &str) -> Option<String> {
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
            Layout::Jekyll => {
                let below = target[root.len()..].trim_start_matches('/');
                let collection = files::join(root, &format!("_{below}")).filter(|_| below.contains('/'));
                [Some(target.to_owned()), collection]
                    .into_iter()
                    .flatten()
                    .find_map(|target| find_jekyll(files, &target))
            }
            Layout::Docusaurus => {
                let below = target[root.len()..].trim_start_matches('/');
                find_docusaurus(files, root, below.strip_suffix(".html").unwrap_or(below))
            }
        }
    }

    /// The URL folders that a page may have, `/` at their ends left out: relative links start here.
    pub(super) fn url_folders(self, location: &str) -> Vec<String> {
        let folder = files::parent(location);
        let name = location.rsplit('/').next().unwrap_or(location);
        let own = |name: &str| files::join(folder, name).unwrap_or_default();
        match self {
            Layout::Plain | Layout::Middleman => vec![folder.to_owned()],
            Layout::Hugo => match name.strip_suffix(".md").unwrap_or(name) {
                "_index" | "index" => vec![folder.to_owned()],
                name => vec![own(name)],
            },
            // `/jobs/a.html` or `/jobs/a/`, and with or without a slash at the end: it depends on the settings.
            Layout::Jekyll | Layout::Docusaurus => {
                let folder = folder.trim_start_matches('_').to_owned();
                let name = self.url_name(name);
                vec![files::join(&folder, &name).unwrap_or_default(), folder]
            }
        }
    }

    /// What a file or folder is called in a URL, for suggestions.
    pub(super) fn url_name(self, name: &str) -> String {
        match self {
            Layout::Plain => name.to_owned(),
            Layout::Middleman => without_templates(name).to_owned(),
            Layout::Hugo => name.strip_suffix(".md").unwrap_or(name).to_owned(),
            Layout::Jekyll => without_markdown(name).to_owned(),
            Layout::Docusaurus => without_number(without_markdown(name)).to_owned(),
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
        let find = |target| Layout::Middleman.find(&files, "", target);
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
        let find = |target| Layout::Hugo.find(&files, "", target);
        assert_eq!(find("a").as_deref(), Some("a/_index.md"));
        assert_eq!(find("a/b").as_deref(), Some("a/b.md"));
        assert_eq!(find("a/c"), None);
        assert_eq!(Layout::Hugo.url_folders("a/b.md"), ["a/b"]);
        assert_eq!(Layout::Hugo.url_folders("a/_index.md"), ["a"]);
    }

    #[test]
    fn jekyll_serves_pages_and_collections() {
        let files = files(&["about.md", "jobs/index.html", "_jobs/analyst.md"]);
        let find = |target| Layout::Jekyll.find(&files, "", target);
        assert_eq!(find("about.html").as_deref(), Some("about.md"));
        assert_eq!(find("about").as_deref(), Some("about.md"));
        assert_eq!(find("jobs").as_deref(), Some("jobs/index.html"));
        assert_eq!(find("jobs/analyst").as_deref(), Some("_jobs/analyst.md"));
        assert_eq!(find("jobs/analyste"), None);
    }

    #[test]
    fn docusaurus_leaves_numbers_out() {
        let files = files(&["docs/01-roles/README.md", "docs/01-roles/02-analyst.mdx", "docs/img/x.png"]);
        let find = |target| Layout::Docusaurus.find(&files, "docs", target);
        assert_eq!(find("docs/roles/analyst").as_deref(), Some("docs/01-roles/02-analyst.mdx"));
        assert_eq!(find("docs/roles").as_deref(), Some("docs/01-roles/README.md"));
        assert_eq!(find("docs/img/x.png").as_deref(), Some("docs/img/x.png"));
        assert_eq!(find("docs/roles/analysts"), None);
    }
}
