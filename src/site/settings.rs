//! What a site must be told about itself.

use super::{AnchorStyle, Layout, UrlPattern};

/// The decided `site` settings of a configuration. Paths are locations: relative to the project's root, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteSettings {
    /// How files become URLs; unknown without a setting.
    pub layout: Option<Layout>,
    /// Folders that serve `/`, in the order in which they are searched.
    pub roots: Vec<String>,
    /// Hosts that are this site: `handbook.example.com`.
    pub domains: Vec<String>,
    /// URLs that another repository serves.
    pub elsewhere: Vec<UrlPattern>,
    /// URLs that are made when the site is built.
    pub dynamic: Vec<UrlPattern>,
    /// Targets that no page should have any more, and what to write instead.
    pub moved: Vec<(String, String)>,
    /// How headings become anchors; any of the known ways without a setting.
    pub anchors: Option<AnchorStyle>,
}
