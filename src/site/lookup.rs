//! The file behind a path: page names, redirects, what other repositories serve; and the nearest that exists.

use std::sync::PoisonError;

use crate::page::Page;
use crate::text::nearest_name;

use super::{Broken, Layout, Resolution, Site, Unknown, files, is_below, layout};

/// A file that was found.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) location: String,
    /// The path at which redirects ended, and whether it is that of the same page.
    pub(super) moved: Option<(String, bool)>,
}

impl Target {
    fn at(location: String) -> Self {
        Self { location, moved: None }
    }
}

/// No site redirects a URL more often before it arrives.
const MOST_REDIRECTS: usize = 20;

impl Site {
    /// The file behind `path` as a link on `page` has it.
    pub(super) fn find(&self, page: &Page<'_>, path: &str) -> Result<Target, Resolution> {
        let unknown = |unknown| Err(Resolution::Unknown(unknown));
        let location = page.source().location();
        if path.starts_with('/') {
            return self.find_url(path);
        }
        let Some(location) = location else { return unknown(Unknown::NoPlace) };
        if let Some(layout) = self.settings.layout
            && layout != Layout::Plain
        {
            return self.find_beside(location, path, layout);
        }
        let Some(target) = files::join(files::parent(location), path) else { return unknown(Unknown::OutsideRoot) };
        if let Some(found) = layout::find_plain(&*self.files, &target) {
            return Ok(Target::at(found));
        }
        let names_a_file = target.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if self.settings.layout.is_none() && !names_a_file {
            return unknown(Unknown::NoLayout);
        }
        let nearest = self.nearest_file(&target).filter(|near| near != location);
        let nearest = nearest.map(|near| files::relative(files::parent(location), &near));
        Err(Resolution::Broken(Broken::Path { path: target, nearest }))
    }

    /// On a site a relative link starts at the page's URL; a link to the file beside the page works in many, too.
    fn find_beside(&self, location: &str, path: &str, layout: Layout) -> Result<Target, Resolution> {
        let beside = files::join(files::parent(location), path);
        if let Some(beside) = beside
            && self.files.is_file(&beside)
        {
            return Ok(Target::at(beside));
        }
        let Some(root) = self.settings.roots.iter().find(|root| is_below(location, root)) else {
            return Err(Resolution::Unknown(Unknown::OutsideRoot));
        };
        let below = location[root.len()..].trim_start_matches('/');
        let mut resolution = Resolution::Unknown(Unknown::OutsideRoot);
        for folder in layout.url_folders(below) {
            let Some(url) = files::join(&folder, path) else { continue };
            // Written as it was, for redirects that mind a slash at the end.
            let slash = if path.ends_with('/') { "/" } else { "" };
            match self.find_url(&format!("/{url}{slash}")) {
                Err(other) => resolution = other,
                found => return found,
            }
        }
        // `handbook/hiring/` for `/handbook/hiring/`: the slash was forgotten.
        match resolution {
            Resolution::Broken(Broken::Path { path: wrong, .. }) if self.find_url(&format!("/{path}")).is_ok() => {
                Err(Resolution::Broken(Broken::Path { path: wrong, nearest: Some(format!("/{path}")) }))
            }
            resolution => Err(resolution),
        }
    }

    /// The file behind a path of the site. Many links lead to one page: each path is looked up once.
    pub(super) fn find_url(&self, path: &str) -> Result<Target, Resolution> {
        if let Some(known) = self.urls.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        let found = self.look_up(path);
        let mut urls = self.urls.lock().unwrap_or_else(PoisonError::into_inner);
        urls.entry(path.to_owned()).or_insert(found).clone()
    }

    fn look_up(&self, path: &str) -> Result<Target, Resolution> {
        let unknown = |unknown| Err(Resolution::Unknown(unknown));
        if self.settings.roots.is_empty() {
            return unknown(Unknown::NoSiteRoot);
        }
        let mut path = path.to_owned();
        let mut seen: Vec<String> = Vec::new();
        let mut is_same_page = true;
        loop {
            if let Some(location) = self.find_page(&path) {
                let moved = (!seen.is_empty()).then_some((path, is_same_page));
                return Ok(Target { location, moved });
            }
            let matches = |patterns: &[super::UrlPattern]| patterns.iter().any(|pattern| pattern.matches(&path));
            if matches(&self.settings.elsewhere) {
                return unknown(Unknown::Elsewhere);
            }
            if matches(&self.settings.dynamic) {
                return unknown(Unknown::Dynamic);
            }
            let Some(redirect) = self.redirects.target(&path) else { break };
            is_same_page &= redirect.is_same_page;
            let next = if redirect.to.contains("://") {
                match self.own_path(&redirect.to) {
                    Ok(own) => own.to_owned(),
                    Err(other) => return unknown(other),
                }
            } else {
                redirect.to
            };
            seen.push(std::mem::replace(&mut path, next));
            path.truncate(path.find(['#', '?']).unwrap_or(path.len()));
            if seen.contains(&path) {
                return Err(Resolution::Broken(Broken::Circle { path }));
            }
            if seen.len() > MOST_REDIRECTS {
                break;
            }
        }
        if !seen.is_empty() {
            return unknown(Unknown::RedirectTarget);
        }
        let nearest = self.nearest_page(&path);
        Err(Resolution::Broken(Broken::Path { path, nearest }))
    }

    fn find_page(&self, path: &str) -> Option<String> {
        let layout = self.settings.layout.unwrap_or(Layout::Plain);
        let by_name = self.settings.roots.iter().find_map(|root| {
            let target = files::join(root, path.trim_start_matches('/'))?;
            layout.find(&*self.files, root, &target)
        });
        by_name.or_else(|| self.declared().get(path.trim_matches('/')).cloned())
    }

    /// The content file that a `ref` of Hugo names: from the root, beside the page, or of a name that only one page has.
    pub(super) fn find_ref(&self, page: &Page<'_>, name: &str) -> Option<String> {
        let with_ending = |name: &str| match name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
            true => vec![name.to_owned()],
            false => vec![format!("{name}.md"), format!("{name}/_index.md"), format!("{name}/index.md")],
        };
        let beside = page.source().location().map(files::parent);
        let folders = beside.into_iter().filter(|_| !name.starts_with('/'));
        folders.chain(self.settings.roots.iter().map(String::as_str)).find_map(|folder| {
            let names = with_ending(name.trim_start_matches('/')).into_iter();
            names.filter_map(|name| files::join(folder, &name)).find(|file| self.files.is_file(file))
        })
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
}
