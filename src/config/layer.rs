//! One configuration file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::Invalid;
use crate::site::{AnchorStyle, Layout, UrlPattern};
use crate::text::Source;
use crate::text::yaml::{self, Located, Node, OneOrMany};

/// A configuration file with its place.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its text.
    pub source: Arc<Source>,
    /// The folder it lies in, from which its paths start.
    pub folder: PathBuf,
    /// What it says.
    pub file: ConfigFile,
}

/// The keys of `jdlint.yml`. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ConfigFile {
    /// Whether files in the folders above are left alone.
    pub root: bool,
    /// The policy: the name of a preset, or the path of a preset file.
    pub preset: Option<Located<String>>,
    /// What the pages are written in: `auto`, `en`, `en-GB`, `en-US`, or the tag of another language.
    pub language: Option<Located<String>>,
    /// Which files are job pages.
    pub pages: PagesKeys,
    /// What the site is like.
    pub site: SiteKeys,
    /// `id: off | info | warning | error | on | {severity, options}`.
    pub rules: Option<Node>,
    /// More words for sections and hiring stages. What they mean is decided by the section model.
    pub vocabulary: Option<Node>,
    /// Files and folders with the team's own rules.
    pub rule_paths: OneOrMany<Located<String>>,
    /// Other settings for some pages.
    pub overrides: Vec<OverrideKeys>,
}

/// The keys under `pages`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct PagesKeys {
    /// Globs of job pages, instead of the usual folder names.
    pub include: Option<OneOrMany<Located<String>>>,
    /// Globs of pages that are none.
    pub exclude: OneOrMany<Located<String>>,
    /// Values of `layout:` in the front matter that make a page a job page.
    pub layouts: Option<OneOrMany<String>>,
}

/// The keys under `site`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SiteKeys {
    /// `plain`, `middleman` or `hugo`.
    pub layout: Option<Layout>,
    /// Folders that serve `/`.
    pub roots: Option<OneOrMany<Located<String>>>,
    /// Hosts that are this site.
    pub domains: Option<OneOrMany<String>>,
    /// A file of redirects.
    pub redirects: Option<Located<String>>,
    /// URLs that another repository serves.
    pub elsewhere: Option<OneOrMany<UrlPattern>>,
    /// URLs that are made when the site is built.
    pub dynamic: Option<OneOrMany<UrlPattern>>,
    /// Targets that no page should have any more, and what to write instead.
    pub moved: Option<BTreeMap<String, String>>,
    /// `kramdown-gfm`, `github` or `goldmark`.
    pub anchors: Option<AnchorStyle>,
}

/// An entry under `overrides`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideKeys {
    /// Globs of the pages it is for.
    pub files: OneOrMany<Located<String>>,
    /// As the top-level `rules`.
    pub rules: Option<Node>,
    /// As the top-level `language`.
    pub language: Option<Located<String>>,
}

impl Layer {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// [`Invalid`] at the first thing that is wrong.
    pub fn read(source: Arc<Source>, folder: PathBuf) -> Result<Self, Invalid> {
        let read = yaml::parse(source.text()).and_then(|node| node.read::<ConfigFile>());
        match read {
            Ok(file) => Ok(Self { source, folder, file }),
            Err(error) => Err(Invalid::new(&source, error)),
        }
    }
}
