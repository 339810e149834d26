//! The linter for a path, with everything it needs: what the command and an editor share.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::{self, CommandLine, Layer, Settings};
use crate::diagnostic::{Invalid, Level, Severity};
use crate::linter::Linter;
use crate::page::FrontMatter;
use crate::rule::{RuleFile, RuleSetting};
use crate::ruleset::{Library, Preset, RuleSet};
use crate::site::{Disk, External, Redirects, Site};
use crate::text::{NotText, Source, nearest};
use crate::walk;

/// The largest page, in bytes. The largest real job page known has 70 KiB.
const LARGEST_PAGE: u64 = 1 << 20;

/// What prevents a run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something is wrong in configuration, preset or rule files.
    #[error("invalid configuration")]
    Invalid(Vec<Invalid>),
    /// Something is wrong with the arguments.
    #[error("{0}")]
    Usage(String),
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Error::Invalid(vec![invalid])
    }
}

impl From<Vec<Invalid>> for Error {
    fn from(invalid: Vec<Invalid>) -> Self {
        Error::Invalid(invalid)
    }
}

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing of this name.
    #[error("there is no such file or folder")]
    NotFound,
    /// It is a pipe, a device or the like.
    #[error("is not a file")]
    NotAFile,
    /// It is larger than any page.
    #[error("is too large: pages have at most 1 MiB")]
    TooLarge,
    /// It is no UTF-8 text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// The system said no.
    #[error("cannot be read: {0}")]
    Io(std::io::Error),
}

/// Configurations and linters for the paths of a run, each made once.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    command_line: CommandLine,
    /// Where a project begins that has neither a repository nor a configuration: the folder the run was started in,
    /// and the one that holds what was named elsewhere.
    bases: Vec<PathBuf>,
    /// What is known of other sites.
    external: Option<Arc<dyn External>>,
    by_folder: Mutex<HashMap<PathBuf, Arc<Government>>>,
}

/// What governs the pages of some folders.
#[derive(Debug)]
struct Government {
    settings: Settings,
    library: Library,
    preset: Vec<RuleSetting>,
    site: Arc<Site>,
    /// By the overrides that are for a page.
    linters: Mutex<HashMap<Vec<usize>, Arc<Linter>>>,
}

impl Project {
    /// A project seen from `folder`, an absolute path: names in reports are relative to it.
    pub fn new(folder: PathBuf, command_line: CommandLine) -> Self {
        let bases = vec![folder.clone()];
        Self { folder, command_line, bases, external: None, by_folder: Mutex::default() }
    }

    /// The same project, to which this is known of other sites.
    #[must_use]
    pub fn with_external(self, external: Arc<dyn External>) -> Self {
        // What was made so far knows nothing of them.
        Self { external: Some(external), by_folder: Mutex::default(), ..self }
    }

    /// Also for these paths, which may lie elsewhere.
    #[must_use]
    pub fn with_paths<'p>(mut self, paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let mut elsewhere: Option<PathBuf> = None;
        for path in paths {
            let path = self.absolute(path);
            let folder = if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or_default() };
            if folder.starts_with(&self.folder) {
                continue;
            }
            // What is named together belongs together: the folder that holds all of it.
            elsewhere = Some(match elsewhere {
                None => folder,
                Some(other) => other.ancestors().find(|above| folder.starts_with(above)).unwrap_or(&other).to_owned(),
            });
        }
        self.bases.extend(elsewhere);
        self
    }

    /// The decided settings for a page, or for the pages of a folder.
    ///
    /// # Errors
    /// [`Error`] if a configuration, preset or rule file that governs it is wrong.
    pub fn settings(&self, path: &Path) -> Result<Settings, Error> {
        Ok(self.government(&self.absolute(path))?.settings.clone())
    }

    /// The linter for the page at `path`.
    ///
    /// # Errors
    /// As [`settings`](Self::settings), or if `--select` or `--ignore` name no rule.
    pub fn linter(&self, path: &Path) -> Result<Arc<Linter>, Error> {
        let path = self.absolute(path);
        let government = self.government(path.parent().unwrap_or(&path))?;
        let overrides = &government.settings.overrides;
        let key: Vec<usize> = (0..overrides.len()).filter(|index| overrides[*index].is_for(&path)).collect();
        if let Some(linter) = government.linters.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(linter));
        }
        let mut settings = government.preset.clone();
        settings.extend(government.settings.rules_for(&path));
        let rules = government.library.rule_set(&settings)?;
        let rules = self.choose(rules, &government.library)?;
        let vocabulary = Arc::clone(government.library.vocabulary());
        let linter = Linter::new(vocabulary, rules, Arc::clone(&government.site));
        let linter = Arc::new(linter.with_language(government.settings.language_for(&path)));
        government.linters.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&linter));
        Ok(linter)
    }

    /// All rules known for the pages of `folder`, a team's own included.
    ///
    /// # Errors
    /// As [`settings`](Self::settings).
    pub fn library(&self, folder: &Path) -> Result<Library, Error> {
        Ok(self.government(&self.absolute(folder))?.library.clone())
    }

    /// Reads a page.
    ///
    /// # Errors
    /// [`ReadError`] if it is not there, no plain file, too large or no text.
    pub fn read(&self, path: &Path) -> Result<Source, ReadError> {
        let absolute = self.absolute(path);
        let metadata = fs::metadata(&absolute).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ReadError::NotFound,
            _ => ReadError::Io(error),
        })?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile);
        }
        // Read no more than the limit: a file may grow while it is read.
        let mut bytes = Vec::new();
        let file = fs::File::open(&absolute).map_err(ReadError::Io)?;
        file.take(LARGEST_PAGE + 1).read_to_end(&mut bytes).map_err(ReadError::Io)?;
        if bytes.len() as u64 > LARGEST_PAGE {
            return Err(ReadError::TooLarge);
        }
        Ok(self.place(Source::from_bytes(self.display(path), bytes)?, &absolute))
    }

    /// A text that stands for the page at `path`: standard input, an editor's buffer.
    ///
    /// # Errors
    /// [`NotText`] if it is none.
    pub fn buffer(&self, path: &Path, bytes: Vec<u8>) -> Result<Source, NotText> {
        Ok(self.place(Source::from_bytes(self.display(path), bytes)?, &self.absolute(path)))
    }

    fn place(&self, source: Source, absolute: &Path) -> Source {
        let government = self.government(absolute.parent().unwrap_or(absolute));
        match government.ok().and_then(|government| config::location_in(&government.settings.root, absolute)) {
            Some(location) => source.with_location(location),
            None => source,
        }
    }

    /// Whether a Markdown file that was found in a folder is a job page.
    ///
    /// # Errors
    /// As [`settings`](Self::settings).
    pub fn is_job_page(&self, path: &Path) -> Result<bool, Error> {
        let absolute = self.absolute(path);
        let government = self.government(absolute.parent().unwrap_or(&absolute))?;
        let filter = &government.settings.pages;
        if filter.excludes(&absolute) {
            return Ok(false);
        }
        let below = absolute.strip_prefix(&government.settings.root).unwrap_or(&absolute);
        Ok(filter.includes(&absolute, below)
            || layout_of(&absolute).is_some_and(|layout| filter.is_job_layout(&layout)))
    }

    /// The Markdown files below a folder, and what could not be read on the way.
    pub fn markdown_files(&self, folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
        walk::markdown_files(folder)
    }

    /// What reports call `path`: relative to the project's folder where it lies below, with `/`.
    pub fn display(&self, path: &Path) -> String {
        let absolute = self.absolute(path);
        match config::location_in(&self.folder, &absolute) {
            Some(location) if !location.is_empty() => location,
            _ => path.to_string_lossy().replace('\\', "/"),
        }
    }

    /// The path from the root of the file system, without `.` and `..`: what globs of a configuration are held against.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let joined = self.folder.join(path);
        let mut clean = PathBuf::new();
        for component in joined.components() {
            match component {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => {
                    clean.pop();
                }
                component => clean.push(component),
            }
        }
        clean
    }

    /// What governs the pages of `folder`: the same as for the folder above, unless something begins here.
    fn government(&self, folder: &Path) -> Result<Arc<Government>, Error> {
        if let Some(known) = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(Arc::clone(known));
        }
        if let Some(path) = &self.command_line.config {
            // One for all folders: what it knows of the site is kept.
            let mut known = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner);
            let government = match known.values().next() {
                Some(first) => Arc::clone(first),
                None => {
                    let path = self.folder.join(path);
                    let source = config::read_source(&path, &self.display(&path))?;
                    Arc::new(self.establish(&[Layer::read(source, self.folder.clone())?], &self.folder)?)
                }
            };
            return Ok(Arc::clone(known.entry(folder.to_owned()).or_insert(government)));
        }
        let begins = config::begins_at(folder) || self.bases.iter().any(|base| base == folder);
        let government = match folder.parent().filter(|_| !begins) {
            Some(above) => self.government(above)?,
            None => {
                let layers = config::find_layers(folder, &|path| self.display(path))?;
                Arc::new(self.establish(&layers, folder)?)
            }
        };
        let mut known = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster; one government for a folder, so that its caches are shared.
        Ok(Arc::clone(known.entry(folder.to_owned()).or_insert(government)))
    }

    fn establish(&self, layers: &[Layer], folder: &Path) -> Result<Government, Error> {
        let outermost = layers.first().map(|layer| layer.folder.clone());
        let root = config::repository_root(folder).or(outermost).unwrap_or_else(|| {
            let base = self.bases.iter().find(|base| folder.starts_with(base));
            base.cloned().unwrap_or_else(|| folder.to_owned())
        });
        let settings = Settings::decide(layers, root, &self.command_line)?;
        let mut library = Library::builtin();
        for (words, source) in &settings.vocabulary {
            library.extend_vocabulary(words, source)?;
        }
        for (path, blame) in &settings.rule_paths {
            for file in rule_files(path).map_err(|message| blame.error(message, None))? {
                let source = config::read_source(&file, &self.display(&file))?;
                library.add(RuleFile::read(source, RuleFile::CUSTOM)?)?;
            }
        }
        let preset = self.preset(&settings)?.rules;
        let redirects = match &settings.redirects {
            None => Redirects::default(),
            Some((path, blame)) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    blame.error(format!("the redirects cannot be read: {}", words_of(&error)), None)
                })?;
                let source = Arc::new(Source::new(self.display(path), text));
                Redirects::read(&source)?
            }
        };
        let files = Box::new(Disk::new(&settings.root));
        let site = Arc::new(Site::new(settings.site.clone(), redirects, files).with_external(self.external.clone()));
        Ok(Government { settings, library, preset, site, linters: Mutex::default() })
    }

    fn preset(&self, settings: &Settings) -> Result<Preset, Error> {
        let Some(choice) = &settings.preset else {
            return Ok(Preset::builtin(Preset::DEFAULT).expect("the default is built in"));
        };
        let is_path = choice.name.contains('/') || choice.name.ends_with(".yml") || choice.name.ends_with(".yaml");
        if is_path {
            let folder = choice.chosen_in.as_ref().map_or(&self.folder, |(folder, _)| folder);
            let path = folder.join(&choice.name);
            if let Some((_, blame)) = &choice.chosen_in
                && !path.is_file()
            {
                return Err(blame.error(format!("there is no preset file `{}`", choice.name), None).into());
            }
            let source = config::read_source(&path, &self.display(&path))?;
            return Ok(Preset::read(&source)?);
        }
        Preset::builtin(&choice.name).map_err(|near| {
            let message = format!("there is no preset `{}`", choice.name);
            let help = match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Possible: {}.", crate::ruleset::preset_names().collect::<Vec<_>>().join(", ")),
            };
            match &choice.chosen_in {
                Some((_, blame)) => blame.error(message, Some(help)).into(),
                None => Error::Usage(format!("{message}. {help}")),
            }
        })
    }

    /// `--select` and `--ignore`, by names of rules and groups.
    fn choose(&self, rules: RuleSet, library: &Library) -> Result<RuleSet, Error> {
        let CommandLine { select, ignore, .. } = &self.command_line;
        if select.is_empty() && ignore.is_empty() {
            return Ok(rules);
        }
        for name in select.iter().chain(ignore) {
            if library.file(name).is_none() && !library.groups().contains(&name.as_str()) {
                let names = library.ids().map(super::diagnostic::RuleId::as_str).chain(library.groups());
                let help = nearest(name, names).map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
                return Err(Error::Usage(format!("there is no rule or group `{name}`.{help}")));
            }
        }
        let named = |names: &[String], id: &str, group: &str| names.iter().any(|name| name == id || name == group);
        let mut chosen: Vec<_> = rules
            .rules()
            .iter()
            .filter(|active| {
                let (id, group) = (active.rule.id.as_str(), active.rule.group.as_str());
                (select.is_empty() || named(select, id, group)) && !named(ignore, id, group)
            })
            .cloned()
            .collect();
        // A rule that is named is wanted, also if the preset leaves it out.
        for name in select {
            let is_chosen = chosen.iter().any(|active| active.rule.id.as_str() == name);
            if let Some(rule) = library.rule(name).filter(|_| !is_chosen && !ignore.contains(name)) {
                let rule = Arc::new(rule?);
                let severity = Level::severity(rule.level).unwrap_or(Severity::Info);
                chosen.push(crate::ruleset::ActiveRule { rule, severity });
            }
        }
        chosen.sort_by(|a, b| a.rule.id.cmp(&b.rule.id));
        Ok(RuleSet::new(chosen))
    }
}

/// The rule files at `path`: the file itself, or the YAML files directly in the folder.
fn rule_files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| format!("the rules cannot be read: {}", words_of(&error)))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml"))
        .collect();
    files.sort();
    Ok(files)
}

/// The `layout:` in the front matter of a file, from its first bytes.
fn layout_of(path: &Path) -> Option<String> {
    const HEAD: u64 = 4096;
    let mut head = Vec::new();
    fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    // Most files end here: no front matter, or none that names a layout of jobs.
    let text = String::from_utf8_lossy(&head);
    let begins = text.trim_start_matches('\u{feff}');
    if !(begins.starts_with("---") || begins.starts_with("+++")) || !text.contains("layout") {
        return None;
    }
    FrontMatter::read(&text)?.get("layout")?.as_str().map(str::to_owned)
}

/// An error of the system in words that are the same on every system, where there are such.
fn words_of(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
