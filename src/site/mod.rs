//! Where links lead: the files, URLs, redirects and anchors of the site that a page belongs to.
//!
//! A verdict is [`Resolution::Broken`] only if the site is known well enough to be sure; everything else is
//! [`Resolution::Unknown`], which is counted and never reported.

mod anchors;
mod external;
mod files;
mod layout;
mod redirects;
mod settings;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::percent_decode_str;

use crate::page::{Link, Page};
use crate::text::{Source, nearest_name};

pub use anchors::{AnchorStyle, Anchors};
pub use external::{External, Verdict, without_secrets};
pub use files::{Disk, Files, Memory};
pub use layout::Layout;
pub use redirects::Redirects;
pub use settings::SiteSettings;

/// What is known of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It leads somewhere.
    Found,
    /// It surely leads nowhere.
    Broken(Broken),
    /// It cannot be told.
    Unknown(Unknown),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is no such page or file.
    Path {
        /// The nearest target that exists, written as the link would be.
        nearest: Option<String>,
    },
    /// The page exists, the anchor on it does not.
    Anchor {
        /// The anchor asked for, without `#`.
        anchor: String,
        /// The nearest anchor on the page.
        nearest: Option<String>,
    },
    /// Another site was asked and says no.
    External {
        /// Why: "the server says 404 Not Found".
        reason: String,
    },
}

/// Why it cannot be told where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    /// Another site; asked only with `--online`.
    External,
    /// Another site, which was asked and did not answer clearly.
    Unverified,
    /// Another site, which was not asked because so much was asked already.
    OverLimit,
    /// `/handbook/` without a configured root.
    NoSiteRoot,
    /// A relative link without extension, whose meaning depends on the site's layout.
    NoLayout,
    /// A template writes part of the target, or the headings of the page it leads to.
    Template,
    /// Below a prefix that another repository serves.
    Elsewhere,
    /// Below a prefix that is made when the site is built.
    Dynamic,
    /// Outside the project: never looked at.
    OutsideRoot,
    /// The page is not a file (standard input), so relative links have no start.
    NoPlace,
    /// Mail addresses, telephone numbers, empty targets: no page to look for.
    NotAPage,
}

impl Unknown {
    /// How the summary puts it; nothing for what is not worth counting.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Unknown::NoSiteRoot => Some("without a site root (set `site.roots` in jdlint.yml)"),
            Unknown::NoLayout => Some("without a site layout (set `site.layout` in jdlint.yml)"),
            Unknown::Template => Some("written by a template"),
            Unknown::Elsewhere => Some("served from elsewhere (`site.elsewhere`)"),
            Unknown::Dynamic => Some("made when the site is built (`site.dynamic`)"),
            Unknown::OutsideRoot => Some("outside the project"),
            Unknown::NoPlace => Some("relative to a page that is no file"),
            Unknown::External => Some("to other sites"),
            Unknown::Unverified => Some("to other sites that did not answer clearly"),
            Unknown::OverLimit => Some("to other sites, beyond what a run asks (500 URLs, 120 seconds)"),
            Unknown::NotAPage => None,
        }
    }
}

/// The site that pages belong to.
pub struct Site {
    settings: SiteSettings,
    redirects: Redirects,
    files: Box<dyn Files>,
    /// What was asked of other sites, if anything was.
    external: Option<Arc<dyn External>>,
    /// Anchors of pages that links lead to, by location.
    anchors: Mutex<HashMap<String, Arc<Anchors>>>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Site").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Site {
    /// A site with its settings, its redirects and the files it is made of.
    pub fn new(settings: SiteSettings, redirects: Redirects, files: Box<dyn Files>) -> Self {
        Self { settings, redirects, files, external: None, anchors: Mutex::default() }
    }

    /// The same site with what is known of others.
    #[must_use]
    pub fn with_external(self, external: Option<Arc<dyn External>>) -> Self {
        Self { external, ..self }
    }

    /// Whether `target` is a URL of another site.
    pub fn is_external(&self, target: &str) -> bool {
        self.own_path(target.trim()) == Err(Unknown::External)
    }

    fn resolve_external(&self, url: &str) -> Resolution {
        let Some(external) = &self.external else { return Resolution::Unknown(Unknown::External) };
        match external.verdict(url) {
            Verdict::Found => Resolution::Found,
            Verdict::Broken(reason) => Resolution::Broken(Broken::External { reason }),
            Verdict::Unverified => Resolution::Unknown(Unknown::Unverified),
            Verdict::NotAsked => Resolution::Unknown(Unknown::OverLimit),
        }
    }

    /// Where `link` on `page`, which has these anchors itself, leads.
    fn resolve(&self, page: &Page<'_>, own: &Anchors, link: &Link) -> Resolution {
        if link.templated {
            return Resolution::Unknown(Unknown::Template);
        }
        let target = link.target.trim();
        let target = match self.own_path(target) {
            Ok(path) => path,
            Err(Unknown::External) => return self.resolve_external(target),
            Err(unknown) => return Resolution::Unknown(unknown),
        };
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        if decoded.is_empty() {
            return match anchor {
                Some(anchor) => self.resolve_anchor(own, anchor, link),
                None => Resolution::Unknown(Unknown::NotAPage),
            };
        }
        let found = match self.find(page, &decoded) {
            Ok(found) => found,
            Err(resolution) => return resolution,
        };
        // A redirect may bring an anchor of its own; the browser keeps that of the link.
        match anchor.filter(|anchor| !anchor.is_empty()) {
            Some(anchor) => match self.anchors_of_file(&found) {
                Some(anchors) => self.resolve_anchor(&anchors, anchor, link),
                None => Resolution::Unknown(Unknown::Template),
            },
            None => Resolution::Found,
        }
    }

    /// The path and anchor of a link into this site; why not, for any other.
    fn own_path<'t>(&self, target: &'t str) -> Result<&'t str, Unknown> {
        if target.is_empty() {
            return Err(Unknown::NotAPage);
        }
        let lower = target.to_ascii_lowercase();
        let web = lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("//");
        if web {
            let after_scheme = &target[target.find("//").map_or(0, |at| at + 2)..];
            let host_end = after_scheme.find(['/', '#', '?']).unwrap_or(after_scheme.len());
            let host = &after_scheme[..host_end];
            let own = self.settings.domains.iter().any(|domain| domain.eq_ignore_ascii_case(host));
            return match (own, &after_scheme[host_end..]) {
                (true, "") => Ok("/"),
                (true, path) => Ok(path),
                (false, _) => Err(Unknown::External),
            };
        }
        let scheme_end = target.find(':').unwrap_or(0);
        let is_scheme = scheme_end > 1
            && target[..scheme_end].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if is_scheme { Err(Unknown::NotAPage) } else { Ok(target) }
    }

    /// The location of the file behind `path`.
    fn find(&self, page: &Page<'_>, path: &str) -> Result<String, Resolution> {
        let unknown = |unknown| Err(Resolution::Unknown(unknown));
        let location = page.source().location();
        if path.starts_with('/') {
            return self.find_url(path);
        }
        let Some(location) = location else { return unknown(Unknown::NoPlace) };
        if let Some(layout) = self.settings.layout
            && layout != Layout::Plain
        {
            // On a site a relative link starts at the page's URL, not at its file.
            let beside = files::join(files::parent(location), path);
            if let Some(beside) = beside
                && self.files.is_file(&beside)
            {
                return Ok(beside);
            }
            let Some(url) = self.url_of(location).and_then(|url| files::join(&url, path)) else {
                return unknown(Unknown::OutsideRoot);
            };
            return self.find_url(&format!("/{url}")).map_err(|resolution| match resolution {
                // `handbook/hiring/` for `/handbook/hiring/`: the slash was forgotten.
                Resolution::Broken(_) if self.find_url(&format!("/{path}")).is_ok() => {
                    Resolution::Broken(Broken::Path { nearest: Some(format!("/{path}")) })
                }
                resolution => resolution,
            });
        }
        let Some(target) = files::join(files::parent(location), path) else { return unknown(Unknown::OutsideRoot) };
        if let Some(found) = layout::find_plain(&*self.files, &target) {
            return Ok(found);
        }
        let names_a_file = target.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if self.settings.layout.is_none() && !names_a_file {
            return unknown(Unknown::NoLayout);
        }
        let nearest = self.nearest_file(&target).filter(|near| near != location);
        let nearest = nearest.map(|near| files::relative(files::parent(location), &near));
        Err(Resolution::Broken(Broken::Path { nearest }))
    }

    /// The location of the file behind a path of the site.
    fn find_url(&self, path: &str) -> Result<String, Resolution> {
        if self.settings.roots.is_empty() {
            return Err(Resolution::Unknown(Unknown::NoSiteRoot));
        }
        let mut path = path.to_owned();
        // A chain of redirects longer than this is a loop.
        for _ in 0..10 {
            if let Some(found) = self.find_page(&path) {
                return Ok(found);
            }
            match self.redirects.target(&path) {
                Some(target) if target.contains("://") => match self.own_path(&target) {
                    Ok(own) => path = own.to_owned(),
                    Err(unknown) => return Err(Resolution::Unknown(unknown)),
                },
                Some(target) => path = target,
                None => break,
            }
            path.truncate(path.find(['#', '?']).unwrap_or(path.len()));
        }
        let below = |prefixes: &[String]| prefixes.iter().any(|prefix| is_below(&path, prefix));
        if below(&self.settings.elsewhere) {
            return Err(Resolution::Unknown(Unknown::Elsewhere));
        }
        if below(&self.settings.dynamic) {
            return Err(Resolution::Unknown(Unknown::Dynamic));
        }
        let nearest = self.nearest_page(&path);
        Err(Resolution::Broken(Broken::Path { nearest }))
    }

    fn find_page(&self, path: &str) -> Option<String> {
        let layout = self.settings.layout.unwrap_or(Layout::Plain);
        self.settings.roots.iter().find_map(|root| {
            let target = files::join(root, path.trim_start_matches('/'))?;
            layout.find(&*self.files, &target)
        })
    }

    /// The URL folder of a page, without the leading slash.
    fn url_of(&self, location: &str) -> Option<String> {
        let layout = self.settings.layout?;
        let root = self.settings.roots.iter().find(|root| is_below(location, root))?;
        let below = location[root.len()..].trim_start_matches('/');
        Some(layout.url_folder(below))
    }

    fn nearest_page(&self, path: &str) -> Option<String> {
        let layout = self.settings.layout.unwrap_or(Layout::Plain);
        let trimmed = path.trim_matches('/');
        let (folder, name) = trimmed.rsplit_once('/').unwrap_or(("", trimmed));
        let mut names: Vec<String> = Vec::new();
        for root in &self.settings.roots {
            let listed = files::join(root, folder).map(|folder| self.files.list(&folder)).unwrap_or_default();
            names.extend(listed.iter().map(|entry| layout.url_name(entry)));
        }
        let near = nearest_name(name, names.iter().map(String::as_str))?;
        let slash = if path.ends_with('/') { "/" } else { "" };
        let between = if folder.is_empty() { "" } else { "/" };
        Some(format!("/{folder}{between}{near}{slash}"))
    }

    fn nearest_file(&self, target: &str) -> Option<String> {
        let folder = files::parent(target);
        let name = target.rsplit('/').next()?;
        let listed = self.files.list(folder);
        let near = nearest_name(name, listed.iter().map(String::as_str))?;
        files::join(folder, near)
    }

    fn resolve_anchor(&self, anchors: &Anchors, anchor: &str, link: &Link) -> Resolution {
        let decoded = percent_decode_str(anchor).decode_utf8_lossy();
        // `#` and `#top` are the top of any page.
        if decoded.is_empty() || decoded.eq_ignore_ascii_case("top") || anchors.contains(&decoded) {
            return Resolution::Found;
        }
        if anchors.is_templated() {
            return Resolution::Unknown(Unknown::Template);
        }
        let nearest = anchors.nearest(&decoded, &link.text).map(str::to_owned);
        Resolution::Broken(Broken::Anchor { anchor: decoded.into_owned(), nearest })
    }

    fn anchors_of_page(&self, page: &Page<'_>) -> Anchors {
        Anchors::of(page, self.settings.anchors)
    }

    /// The anchors of a Markdown file; none for a file that cannot be read as one.
    fn anchors_of_file(&self, location: &str) -> Option<Arc<Anchors>> {
        if let Some(known) = self.anchors.lock().unwrap_or_else(PoisonError::into_inner).get(location) {
            return Some(Arc::clone(known));
        }
        let is_markdown = location.split('.').skip(1).any(|part| matches!(part, "md" | "markdown" | "mdx"));
        if !is_markdown {
            return None;
        }
        let source = Source::new(location, self.files.read(location)?);
        let anchors = Arc::new(Anchors::of(&Page::skeleton(&source), self.settings.anchors));
        let mut cache = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(cache.entry(location.to_owned()).or_insert(anchors)))
    }
}

/// Where the links of one page lead, looked up when the first rule asks and then kept for the others.
#[derive(Debug)]
pub struct Resolutions<'p> {
    site: &'p Site,
    page: &'p Page<'p>,
    found: OnceCell<Vec<Resolution>>,
}

impl<'p> Resolutions<'p> {
    /// The links of `page` on `site`.
    pub fn new(site: &'p Site, page: &'p Page<'p>) -> Self {
        Self { site, page, found: OnceCell::new() }
    }

    /// Where each link leads, in the order of [`Page::links`].
    pub fn get(&self) -> &[Resolution] {
        self.found.get_or_init(|| {
            let anchors = self.site.anchors_of_page(self.page);
            self.page.links().iter().map(|link| self.site.resolve(self.page, &anchors, link)).collect()
        })
    }

    /// How many links could not be checked, by the reason; none if no rule asked.
    pub fn unknown(&self) -> BTreeMap<Unknown, usize> {
        let mut counts = BTreeMap::new();
        for resolution in self.found.get().into_iter().flatten() {
            if let Resolution::Unknown(unknown) = resolution {
                *counts.entry(*unknown).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// Whether `path` is `prefix` or lies below it, by whole segments; leading and trailing slashes do not count.
fn is_below(path: &str, prefix: &str) -> bool {
    let (path, prefix) = (path.trim_matches('/'), prefix.trim_matches('/'));
    prefix.is_empty() || path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Vocabulary;

    /// The resolutions of all links of a page at `jobs/page.md` on a site of `files`.
    fn resolve(settings: SiteSettings, files: &[(&str, &str)], text: &str) -> Vec<Resolution> {
        let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let site = Site::new(settings, Redirects::default(), Box::new(Memory::new(files)));
        let source = Source::new("page.md", text).with_location("jobs/page.md");
        let page = Page::parse(&source, &Vocabulary::default());
        Resolutions::new(&site, &page).get().to_vec()
    }

    #[test]
    fn without_settings_only_sure_things_are_broken() {
        let found = resolve(
            SiteSettings::default(),
            &[("jobs/page.md", ""), ("jobs/other.md", "## Levels\n")],
            "[a](other.md) [b](othr.md) [c](/handbook/) [d](elsewhere) [e](other.md#levels) [f](other.md#level) \
             [g](../../x.md) [h](https://example.com) [i](mailto:a@b.c)",
        );
        assert_eq!(found[0], Resolution::Found);
        assert_eq!(found[1], Resolution::Broken(Broken::Path { nearest: Some("other.md".into()) }));
        assert_eq!(found[2], Resolution::Unknown(Unknown::NoSiteRoot));
        assert_eq!(found[3], Resolution::Unknown(Unknown::NoLayout));
        assert_eq!(found[4], Resolution::Found);
        let nearest = Some("levels".to_owned());
        assert_eq!(found[5], Resolution::Broken(Broken::Anchor { anchor: "level".into(), nearest }));
        assert_eq!(found[6], Resolution::Unknown(Unknown::OutsideRoot));
        assert_eq!(found[7], Resolution::Unknown(Unknown::External));
        assert_eq!(found[8], Resolution::Unknown(Unknown::NotAPage));
    }

    #[test]
    fn prefixes_count_whole_segments() {
        assert!(is_below("/direction/plan/", "/direction/"));
        assert!(is_below("/direction", "/direction/"));
        assert!(!is_below("/directions", "/direction"));
    }
}
