//! The files of a project, seen from its root. Nothing outside the root is ever looked at.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Files by location: relative to the project's root, `/` between folders, no `.` or `..`.
pub trait Files: Send + Sync {
    /// The names in a folder, files and folders; none if there is no such folder.
    fn list(&self, folder: &str) -> Arc<Vec<String>>;

    /// Whether `location` is a folder.
    fn is_folder(&self, location: &str) -> bool;

    /// The text of a file; none if it is not there or not a text of reasonable size.
    fn read(&self, location: &str) -> Option<String>;

    /// Whether `location` is there, in exactly this case: what works on a Mac must work on the server too.
    fn exists(&self, location: &str) -> bool {
        let (folder, name) = location.rsplit_once('/').unwrap_or(("", location));
        self.list(folder).iter().any(|listed| listed == name) && (folder.is_empty() || self.exists(folder))
    }

    /// Whether `location` is a file.
    fn is_file(&self, location: &str) -> bool {
        self.exists(location) && !self.is_folder(location)
    }
}

/// The largest file whose anchors are read, in bytes.
const LARGEST: u64 = 4 << 20;

/// Files on disk; each folder is listed once, and what a name is looked up once.
pub struct Disk {
    root: PathBuf,
    /// The root without symbolic links; none if it is not there.
    real_root: Option<PathBuf>,
    folders: Mutex<HashMap<String, Arc<Vec<String>>>>,
    is_folder: Mutex<HashMap<String, bool>>,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let real_root = root.canonicalize().ok();
        Self { root, real_root, folders: Mutex::default(), is_folder: Mutex::default() }
    }
}

impl Files for Disk {
    fn list(&self, folder: &str) -> Arc<Vec<String>> {
        if let Some(known) = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Arc::clone(known);
        }
        let mut names: Vec<String> = std::fs::read_dir(self.root.join(folder))
            .map(|entries| entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
            .unwrap_or_default();
        names.sort();
        let names = Arc::new(names);
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(folders.entry(folder.to_owned()).or_insert(names))
    }

    fn is_folder(&self, location: &str) -> bool {
        let mut known = self.is_folder.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(is_folder) = known.get(location) {
            return *is_folder;
        }
        let is_folder = self.root.join(location).is_dir();
        known.insert(location.to_owned(), is_folder);
        is_folder
    }

    fn read(&self, location: &str) -> Option<String> {
        let path = self.root.join(location);
        // A link in the checkout must not lead out of it.
        let real = path.canonicalize().ok()?;
        if !real.starts_with(self.real_root.as_ref()?) {
            return None;
        }
        let metadata = std::fs::metadata(&real).ok()?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return None;
        }
        std::fs::read_to_string(real).ok()
    }
}

/// Files in memory, for examples and tests.
pub struct Memory {
    texts: BTreeMap<String, String>,
}

impl Memory {
    /// Files by location and text.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { texts: files.into_iter().collect() }
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Arc<Vec<String>> {
        let mut names: Vec<String> = self
            .texts
            .keys()
            .filter_map(|location| match folder {
                "" => Some(location.as_str()),
                folder => location.strip_prefix(folder)?.strip_prefix('/'),
            })
            .map(|below| below.split('/').next().unwrap_or(below).to_owned())
            .collect();
        names.dedup();
        Arc::new(names)
    }

    fn is_folder(&self, location: &str) -> bool {
        location.is_empty()
            || self.texts.keys().any(|key| key.strip_prefix(location).is_some_and(|rest| rest.starts_with('/')))
    }

    fn read(&self, location: &str) -> Option<String> {
        self.texts.get(location).cloned()
    }
}

/// The folder that `location` lies in; the root is `""`.
pub(super) fn parent(location: &str) -> &str {
    location.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` seen from `folder`, or nothing if it leads out of the project.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            // On Windows these would leave the project.
            part if part.contains(['\\', ':', '\0']) => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `location` as a link from a page in `folder` would write it.
pub(super) fn relative(folder: &str, location: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = location.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_leave_the_project() {
        assert_eq!(join("a/b", "../c").as_deref(), Some("a/c"));
        assert_eq!(join("a", "./b/"), Some("a/b".into()));
        assert_eq!(join("a", "../../etc/passwd"), None);
        assert_eq!(join("", ".."), None);
        assert_eq!(join("", "C:\\x"), None);
    }

    #[test]
    fn relative_paths_go_up_and_down() {
        assert_eq!(relative("a/b", "a/c/d.md"), "../c/d.md");
        assert_eq!(relative("", "a.md"), "a.md");
    }

    #[test]
    fn memory_lists_like_a_disk() {
        let files = Memory::new([("a/b.md".to_owned(), String::new()), ("a/c/d.md".to_owned(), String::new())]);
        assert_eq!(*files.list("a"), ["b.md", "c"]);
        assert!(files.exists("a/c/d.md") && files.is_folder("a/c") && !files.exists("a/B.md"));
    }
}
