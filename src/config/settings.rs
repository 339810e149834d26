//! Everything decided for a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Invalid;
use crate::page::Language;
use crate::rule::RuleSetting;
use crate::site::SiteSettings;
use crate::text::Source;
use crate::text::yaml::{Located, Node, OneOrMany, YamlError};

use super::pages::Globs;
use super::{Layer, PageFilter};

/// What the command line says: one more layer, over all files.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    /// `--config`: this file instead of those in the folders of the pages; its paths start at the current folder.
    pub config: Option<PathBuf>,
    /// `--preset`
    pub preset: Option<String>,
    /// `--select`: only these rules or groups.
    pub select: Vec<String>,
    /// `--ignore`: not these rules or groups.
    pub ignore: Vec<String>,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// A configuration file, at this line.
    File {
        /// Its name.
        name: String,
        /// From 1.
        line: usize,
    },
    /// The command line.
    CommandLine,
}

/// Everything decided for a folder.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder from which locations start: that of the outermost configuration file or of the repository.
    pub root: PathBuf,
    /// The policy: a name, or a path of a file. None is the default policy.
    pub preset: Option<PresetChoice>,
    /// What the pages are written in; none tells it from each page.
    pub language: Option<Language>,
    /// Which files are job pages.
    pub pages: PageFilter,
    /// What the site is like.
    pub site: SiteSettings,
    /// The file of redirects and the setting that names it.
    pub redirects: Option<(PathBuf, Blame)>,
    /// What the files say of rules, the outermost first.
    pub rules: Vec<RuleSetting>,
    /// More words for sections and hiring stages, as written, the outermost first.
    pub vocabulary: Vec<(Node, Arc<Source>)>,
    /// Files and folders with the team's own rules.
    pub rule_paths: Vec<(PathBuf, Blame)>,
    /// Other settings for some pages, the outermost first.
    pub overrides: Vec<Override>,
    /// Where the settings that have a name come from.
    pub origins: BTreeMap<&'static str, Origin>,
}

/// A preset and who chose it.
#[derive(Clone, Debug)]
pub struct PresetChoice {
    /// A name or a path.
    pub name: String,
    /// For a path, where it starts; and whom to blame if there is no such preset.
    pub chosen_in: Option<(PathBuf, Blame)>,
}

/// The place of a setting, for an error that shows only when the setting is used.
#[derive(Clone, Debug)]
pub struct Blame {
    source: Arc<Source>,
    value: Located<String>,
}

impl Blame {
    /// An error at the setting.
    pub fn error(&self, message: impl Into<String>, help: Option<String>) -> Invalid {
        Invalid::new(&self.source, YamlError::new(message, self.value.span).with_help(help))
    }
}

/// Settings for some pages.
#[derive(Clone, Debug)]
pub struct Override {
    globs: Globs,
    /// What it says of rules.
    pub rules: Vec<RuleSetting>,
    /// What it says of the language: none if nothing, `Some(None)` if it is told from each page.
    pub language: Option<Option<Language>>,
}

impl Override {
    /// Whether it is for the page at `path`.
    pub fn is_for(&self, path: &Path) -> bool {
        self.globs.matches(path)
    }
}

impl Settings {
    /// Lays the files over each other, the outermost first, and the command line over all.
    ///
    /// # Errors
    /// [`Invalid`] at the first value that makes no sense.
    pub fn decide(layers: &[Layer], root: PathBuf, command_line: &CommandLine) -> Result<Self, Invalid> {
        let mut settings = Self {
            root,
            preset: None,
            language: None,
            pages: PageFilter::default(),
            site: SiteSettings::default(),
            redirects: None,
            rules: Vec::new(),
            vocabulary: Vec::new(),
            rule_paths: Vec::new(),
            overrides: Vec::new(),
            origins: BTreeMap::new(),
        };
        for layer in layers {
            settings.lay_over(layer).map_err(|error| Invalid::new(&layer.source, error))?;
        }
        if let Some(name) = &command_line.preset {
            settings.preset = Some(PresetChoice { name: name.clone(), chosen_in: None });
            settings.origins.insert("preset", Origin::CommandLine);
        }
        Ok(settings)
    }

    fn lay_over(&mut self, layer: &Layer) -> Result<(), YamlError> {
        let file = &layer.file;
        let blame = |value: &Located<String>| Blame { source: Arc::clone(&layer.source), value: value.clone() };
        let node = crate::text::yaml::parse(layer.source.text())?;
        for (key, name) in SETTING_NAMES {
            let place = key.iter().try_fold((&node, 0), |(node, _), key| {
                node.entry(key).map(|entry| (&entry.value, entry.key_span.start))
            });
            if let Some((_, offset)) = place {
                let line = layer.source.position(offset).line;
                self.origins.insert(name, Origin::File { name: layer.source.name().to_owned(), line });
            }
        }
        if let Some(preset) = &file.preset {
            let chosen_in = Some((layer.folder.clone(), blame(preset)));
            self.preset = Some(PresetChoice { name: preset.value.clone(), chosen_in });
        }
        if let Some(tag) = &file.language {
            self.language = read_language(tag)?;
        }
        self.lay_pages_over(layer)?;
        self.lay_site_over(layer)?;
        if let Some(words) = &file.vocabulary {
            self.vocabulary.push((words.clone(), Arc::clone(&layer.source)));
        }
        for path in &file.rule_paths.0 {
            self.rule_paths.push((layer.folder.join(&path.value), blame(path)));
        }
        if let Some(rules) = &file.rules {
            self.rules.extend(RuleSetting::read_all(rules, &layer.source)?);
        }
        for entry in &file.overrides {
            let globs = Globs::new(&layer.folder, &entry.files.0)?;
            let rules = entry.rules.as_ref().map(|rules| RuleSetting::read_all(rules, &layer.source));
            let language = entry.language.as_ref().map(read_language).transpose()?;
            self.overrides.push(Override { globs, rules: rules.transpose()?.unwrap_or_default(), language });
        }
        Ok(())
    }

    fn lay_pages_over(&mut self, layer: &Layer) -> Result<(), YamlError> {
        let pages = &layer.file.pages;
        if let Some(include) = &pages.include {
            self.pages.set_include(Globs::new(&layer.folder, &include.0)?);
        }
        if !pages.exclude.0.is_empty() {
            self.pages.add_exclude(Globs::new(&layer.folder, &pages.exclude.0)?);
        }
        if let Some(OneOrMany(layouts)) = &pages.layouts {
            self.pages.set_layouts(layouts.clone());
        }
        Ok(())
    }

    fn lay_site_over(&mut self, layer: &Layer) -> Result<(), YamlError> {
        let keys = &layer.file.site;
        let site = &mut self.site;
        site.layout = keys.layout.or(site.layout);
        site.anchors = keys.anchors.or(site.anchors);
        if let Some(moved) = &keys.moved {
            site.moved = moved.iter().map(|(from, to)| (from.clone(), to.clone())).collect();
        }
        if let Some(OneOrMany(domains)) = &keys.domains {
            site.domains.clone_from(domains);
        }
        for (to, from) in [(&mut site.elsewhere, &keys.elsewhere), (&mut site.dynamic, &keys.dynamic)] {
            if let Some(OneOrMany(patterns)) = from {
                to.clone_from(patterns);
            }
        }
        if let Some(OneOrMany(roots)) = &keys.roots {
            site.roots.clear();
            for root in roots {
                let path = layer.folder.join(&root.value);
                if !path.is_dir() {
                    return Err(YamlError::new(format!("there is no folder `{}`", root.value), root.span));
                }
                let location = location_in(&self.root, &path).ok_or_else(|| {
                    YamlError::new(format!("`{}` lies outside the repository", root.value), root.span)
                })?;
                site.roots.push(location);
            }
        }
        if let Some(path) = &keys.redirects {
            let blame = Blame { source: Arc::clone(&layer.source), value: path.clone() };
            self.redirects = Some((layer.folder.join(&path.value), blame));
        }
        Ok(())
    }

    /// Where a setting comes from.
    pub fn origin(&self, name: &str) -> &Origin {
        self.origins.get(name).unwrap_or(&Origin::Default)
    }

    /// What the page at `path` is written in, if the files say so; the innermost override has the last word.
    pub fn language_for(&self, path: &Path) -> Option<Language> {
        let overrides = self.overrides.iter().filter(|entry| entry.is_for(path));
        overrides.filter_map(|entry| entry.language).next_back().unwrap_or(self.language)
    }

    /// What the files say of rules for the page at `path`.
    pub fn rules_for(&self, path: &Path) -> Vec<RuleSetting> {
        let overrides = self.overrides.iter().filter(|entry| entry.is_for(path));
        self.rules.iter().chain(overrides.flat_map(|entry| &entry.rules)).cloned().collect()
    }
}

/// A language as a configuration names it; none for `auto`.
fn read_language(tag: &Located<String>) -> Result<Option<Language>, YamlError> {
    if tag.value == "auto" {
        return Ok(None);
    }
    Language::of_tag(&tag.value).map(Some).ok_or_else(|| {
        let help = "Write `auto`, `en`, `en-GB`, `en-US`, or the tag of another language: `de`.".to_owned();
        YamlError::new(format!("`{}` is no language", tag.value), tag.span).with_help(Some(help))
    })
}

/// Settings whose origin is remembered: the keys that lead to them, and their name.
const SETTING_NAMES: [(&[&str], &str); 13] = [
    (&["preset"], "preset"),
    (&["language"], "language"),
    (&["pages", "include"], "pages.include"),
    (&["pages", "exclude"], "pages.exclude"),
    (&["pages", "layouts"], "pages.layouts"),
    (&["site", "layout"], "site.layout"),
    (&["site", "roots"], "site.roots"),
    (&["site", "domains"], "site.domains"),
    (&["site", "redirects"], "site.redirects"),
    (&["site", "elsewhere"], "site.elsewhere"),
    (&["site", "dynamic"], "site.dynamic"),
    (&["site", "moved"], "site.moved"),
    (&["site", "anchors"], "site.anchors"),
];

/// `path` as a location below `root`: `/` between folders, no `.` or `..`. Nothing if it lies elsewhere.
pub(crate) fn location_in(root: &Path, path: &Path) -> Option<String> {
    use std::path::Component;
    let mut parts: Vec<&str> = Vec::new();
    for component in path.strip_prefix(root).ok()?.components() {
        match component {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}
