//! How a site is made, told from the files that its generator reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::site::{Disk, Layout, Redirects, Site, SiteSettings};
use crate::text::Source;

use super::Repository;

/// What can be told of a site. Paths are relative to the folder that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFacts {
    /// How files become URLs; none if there is no sign of a generator.
    pub layout: Option<Layout>,
    /// The folders that serve `/`.
    pub roots: Vec<String>,
    /// The file of redirects.
    pub redirects: Option<String>,
}

/// Where Middleman sites keep their redirects.
const REDIRECTS: &str = "data/redirects.yml";

/// So many `index.html.md` are no accident.
const MANY: usize = 3;

/// Files that only Hugo reads.
const OF_HUGO: [&str; 5] = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml"];

/// Files that Hugo read before, as other programs do.
const MAYBE_OF_HUGO: [&str; 4] = ["config.toml", "config.yaml", "config.yml", "config.json"];

/// Files that only Docusaurus reads.
const OF_DOCUSAURUS: [&str; 3] = ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"];

impl SiteFacts {
    /// Looks at `folder`, in which these Markdown files were found.
    pub fn of(folder: &Path, files: &[PathBuf]) -> Self {
        let sites = sites(folder);
        let layout = layout(folder, &sites, files);
        let candidates: Vec<String> = match layout {
            // The first that has a page wins: one of the sites, before what they share.
            Some(Layout::Middleman) => {
                sites.iter().map(|site| format!("{site}/source")).chain(["source".to_owned()]).collect()
            }
            Some(Layout::Hugo) => [content(folder), "static"].map(str::to_owned).to_vec(),
            // Jekyll serves the folder itself, Docusaurus its documents under their name.
            Some(Layout::Jekyll | Layout::Docusaurus) => vec![".".to_owned()],
            Some(Layout::Plain) | None => Vec::new(),
        };
        let roots = candidates.into_iter().filter(|root| folder.join(root).is_dir()).collect();
        let redirects = layout.and(read_redirects(folder)).map(|_| REDIRECTS.to_owned());
        Self { layout, roots, redirects }
    }

    /// The site that these facts describe.
    pub(super) fn site(&self, repository: &Repository<'_>) -> Arc<Site> {
        let place = |root: &String| config::location_in(repository.root, &repository.folder.join(root));
        let settings = SiteSettings {
            layout: self.layout,
            roots: self.roots.iter().filter_map(place).collect(),
            ..SiteSettings::default()
        };
        let redirects = self.redirects.as_ref().and_then(|_| read_redirects(repository.folder)).unwrap_or_default();
        Arc::new(Site::new(settings, redirects, Box::new(Disk::new(repository.root))))
    }
}

/// The folders below `sites/`, whose names go into a configuration: none that would need quotes there.
fn sites(folder: &Path) -> Vec<String> {
    let is_simple = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let entries = fs::read_dir(folder.join("sites")).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_simple);
    let mut sites: Vec<String> = names.map(|name| format!("sites/{name}")).collect();
    sites.sort();
    sites
}

/// What a generator must be told outweighs how files are called.
fn layout(folder: &Path, sites: &[String], files: &[PathBuf]) -> Option<Layout> {
    let is_file = |name: &str| folder.join(name).is_file();
    if is_file("config.rb") || sites.iter().any(|site| is_file(&format!("{site}/config.rb"))) {
        return Some(Layout::Middleman);
    }
    if OF_HUGO.into_iter().any(is_file) || (MAYBE_OF_HUGO.into_iter().any(is_file) && folder.join("content").is_dir()) {
        return Some(Layout::Hugo);
    }
    if is_file("_config.yml") {
        return Some(Layout::Jekyll);
    }
    if OF_DOCUSAURUS.into_iter().any(is_file) {
        return Some(Layout::Docusaurus);
    }
    let count = |begins: &str| {
        let names = files.iter().filter_map(|file| file.file_name()?.to_str());
        names.filter(|name| name.starts_with(begins)).count()
    };
    let (middleman, hugo) = (count("index.html.md"), count("_index.md"));
    match (middleman >= MANY, hugo > 0) {
        (true, false) => Some(Layout::Middleman),
        (false, true) => Some(Layout::Hugo),
        (true, true) => Some(if middleman >= hugo { Layout::Middleman } else { Layout::Hugo }),
        (false, false) => None,
    }
}

/// The pages of a Hugo site in English; it serves them at `/` also from a folder of their own.
fn content(folder: &Path) -> &'static str {
    let has_index = |content: &str| folder.join(content).join("_index.md").is_file();
    if has_index("content/en") && !has_index("content") { "content/en" } else { "content" }
}

/// The redirects, if there are any that can be read.
fn read_redirects(folder: &Path) -> Option<Redirects> {
    let text = fs::read_to_string(folder.join(REDIRECTS)).ok()?;
    Redirects::read(&Arc::new(Source::new(REDIRECTS, text))).ok()
}
