//! Where links lead: the files, URLs, redirects and anchors of the site that a page belongs to.
//!
//! A verdict is [`Resolution::Broken`] only if the site is known well enough to be sure; everything else is
//! [`Resolution::Unknown`], which is counted and never reported.

mod anchors;
mod declared;
mod external;
mod files;
mod layout;
mod lookup;
mod redirects;
mod resolution;
mod resolutions;
mod settings;
mod url_pattern;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use percent_encoding::percent_decode_str;
use regex::Regex;

use crate::page::{Link, Page};
use crate::text::{Source, built_in_regex};

pub use anchors::{AnchorStyle, Anchors};
pub use external::{External, Verdict, without_secrets};
pub use files::{Disk, Files, Memory};
pub use layout::Layout;
pub use redirects::Redirects;
pub use resolution::{Broken, Resolution, Unknown};
pub use resolutions::Resolutions;
pub use settings::SiteSettings;
pub use url_pattern::UrlPattern;

/// A target that Hugo fills in with the URL of a page.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"^\{\{[<%]\s*(?:rel)?ref\s+["`]?([^"`\s>%]+)["`]?\s*[>%]\}\}$"#;
    built_in_regex(pattern)
});

/// The site that pages belong to.
pub struct Site {
    settings: SiteSettings,
    redirects: Redirects,
    files: Box<dyn Files>,
    /// What was asked of other sites, if anything was.
    external: Option<Arc<dyn External>>,
    /// Pages by the URLs that they declare, read when a link leads to no page by its name.
    declared: OnceLock<HashMap<String, String>>,
    /// What was found behind paths of the site.
    urls: Mutex<HashMap<String, Result<lookup::Target, Resolution>>>,
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
        Self {
            settings,
            redirects,
            files,
            external: None,
            declared: OnceLock::new(),
            urls: Mutex::default(),
            anchors: Mutex::default(),
        }
    }

    /// The same site with what is known of others.
    #[must_use]
    pub fn with_external(self, external: Option<Arc<dyn External>>) -> Self {
        Self { external, ..self }
    }

    /// The URLs that pages declare; only generators that read front matter know any.
    fn declared(&self) -> &HashMap<String, String> {
        self.declared.get_or_init(|| match self.settings.layout {
            Some(Layout::Hugo | Layout::Jekyll | Layout::Docusaurus) => {
                declared::urls(&*self.files, &self.settings.roots)
            }
            _ => HashMap::new(),
        })
    }

    /// The path of a target that is written as a URL although it leads to this site; nothing without a known root.
    fn own_url<'t>(&self, target: &'t str) -> Option<&'t str> {
        let is_url = target.contains("//") && !target.starts_with('/') && !self.settings.roots.is_empty();
        self.own_path(target.trim()).ok().filter(|_| is_url)
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
            return self.resolve_reference(page, link).unwrap_or(Resolution::Unknown(Unknown::Template));
        }
        let target = link.target.trim();
        let target = match self.own_path(target) {
            Ok(path) => path,
            Err(Unknown::External) => return self.resolve_external(target),
            Err(unknown) => return Resolution::Unknown(unknown),
        };
        let same = |stale: &str| stale.trim_end_matches('/') == target.trim_end_matches('/');
        if let Some((_, to)) = self.settings.moved.iter().find(|(stale, _)| same(stale)) {
            return Resolution::Stale { to: to.clone() };
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        if decoded.is_empty() {
            return match anchor {
                Some(anchor) => self.resolve_anchor(own, page.source().location().unwrap_or_default(), anchor, link),
                None => Resolution::Unknown(Unknown::NotAPage),
            };
        }
        let found = match self.find(page, &decoded) {
            Ok(found) => found,
            Err(resolution) => return resolution,
        };
        // A redirect may bring an anchor of its own; the browser keeps that of the link.
        let resolution = match anchor.filter(|anchor| !anchor.is_empty()) {
            Some(anchor) => match self.anchors_of_file(&found.location) {
                Some(anchors) => self.resolve_anchor(&anchors, &found.location, anchor, link),
                None => Resolution::Unknown(Unknown::Template),
            },
            None => Resolution::Found,
        };
        match (resolution, found.moved) {
            (Resolution::Found, Some((path, is_same_page))) => {
                let hash = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Resolution::Moved { to: path + &hash, is_same_page }
            }
            (resolution, _) => resolution,
        }
    }

    /// Where `{{< ref "page.md#anchor" >}}` leads, if that can be told: Hugo looks for content files by name.
    fn resolve_reference(&self, page: &Page<'_>, link: &Link) -> Option<Resolution> {
        let name = REFERENCE.captures(link.target.trim())?.get(1)?.as_str();
        let (name, anchor) = name.split_once('#').map_or((name, None), |(name, anchor)| (name, Some(anchor)));
        if name.is_empty() || self.settings.layout != Some(Layout::Hugo) {
            return None;
        }
        let location = self.find_ref(page, name)?;
        let Some(anchor) = anchor else { return Some(Resolution::Found) };
        Some(self.resolve_anchor(&*self.anchors_of_file(&location)?, &location, anchor, link))
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

    fn resolve_anchor(&self, anchors: &Anchors, page: &str, anchor: &str, link: &Link) -> Resolution {
        let decoded = percent_decode_str(anchor).decode_utf8_lossy();
        // `#` and `#top` are the top of any page.
        if decoded.is_empty() || decoded.eq_ignore_ascii_case("top") || anchors.contains(&decoded) {
            return Resolution::Found;
        }
        if anchors.is_templated() {
            return Resolution::Unknown(Unknown::Template);
        }
        let nearest = anchors.nearest(&decoded, &link.text);
        Resolution::Broken(Broken::Anchor { page: page.to_owned(), anchor: decoded.into_owned(), nearest })
    }

    /// The anchors of a page that is being checked. They are kept for the links of others to it, so that no page of a run
    /// is read twice.
    fn anchors_of_page(&self, page: &Page<'_>) -> Arc<Anchors> {
        let anchors = Arc::new(Anchors::of(page, self.settings.anchors));
        if let Some(location) = page.source().location() {
            let mut cache = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
            cache.insert(location.to_owned(), Arc::clone(&anchors));
        }
        anchors
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
        let anchors = Arc::new(Anchors::of(&Page::with_anchors_alone(&source), self.settings.anchors));
        let mut cache = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(cache.entry(location.to_owned()).or_insert(anchors)))
    }
}

/// Whether `path` is `prefix` or lies below it, by whole segments; leading and trailing slashes do not count.
fn is_below(path: &str, prefix: &str) -> bool {
    let (path, prefix) = (path.trim_matches('/'), prefix.trim_matches('/'));
    prefix.is_empty() || path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
