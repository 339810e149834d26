//! The links of one page, resolved.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::page::{Link, Page};

use super::{Resolution, Site, Unknown};

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

    /// The path of a link that is written as a URL although it leads to this site; nothing without a known root.
    pub fn own_url<'l>(&self, link: &'l Link) -> Option<&'l str> {
        self.site.own_url(&link.target)
    }
}
