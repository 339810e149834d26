//! What is known of a link: it leads somewhere, surely nowhere, or it cannot be told.

/// What is known of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It leads somewhere.
    Found,
    /// It leads somewhere by way of redirects.
    Moved {
        /// Where they end: a path of the site, with the anchor of the link.
        to: String,
        /// Whether the new place is that of this very page, so that the link can be written so. Else the redirect brings
        /// many pages to one.
        is_same_page: bool,
    },
    /// It leads where no page should point any more, and the settings say where to point instead.
    Stale {
        /// The new target.
        to: String,
    },
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
        /// The path of the site that was looked for, or the location of the file.
        path: String,
        /// The nearest target that exists, written as the link would be.
        nearest: Option<String>,
    },
    /// Redirects lead in a circle.
    Circle {
        /// The path at which it closes.
        path: String,
    },
    /// The page exists, the anchor on it does not.
    Anchor {
        /// The location of the page.
        page: String,
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
    /// A redirect leads to a page that is not here; whoever made the redirect has to know.
    RedirectTarget,
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
            Unknown::RedirectTarget => Some("redirected to a page that is not here"),
            Unknown::OutsideRoot => Some("outside the project"),
            Unknown::NoPlace => Some("relative to a page that is no file"),
            Unknown::External => Some("to other sites"),
            Unknown::OverLimit => Some("to other sites, beyond what a run asks (500 URLs, 120 seconds)"),
            Unknown::Unverified => Some("to other sites that did not answer clearly"),
            Unknown::NotAPage => None,
        }
    }
}
