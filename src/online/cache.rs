//! What earlier runs found out, in a file of the user's own cache folder: never in a checkout, where a page's author could
//! write it. A cache that cannot be used is worth a note and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::site::Verdict;

/// Raised when the file changes its meaning; files of other versions are begun anew.
const VERSION: u32 = 1;

const DAY: u64 = 24 * 60 * 60;
/// How long it is believed that a URL leads somewhere, in seconds.
const FOUND: u64 = 7 * DAY;
/// How long it is believed that it leads nowhere: whoever mends a page wants to see it soon.
const BROKEN: u64 = DAY;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 8 << 20;

/// Verdicts by URL.
#[derive(Debug)]
pub(super) struct Cache {
    path: PathBuf,
    /// The time of the run, in seconds since 1970.
    now: u64,
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    version: u32,
    links: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// When it was asked, in seconds since 1970.
    asked: u64,
    /// Why it leads nowhere; nothing if it leads somewhere.
    broken: Option<String>,
}

impl Entry {
    fn is_fresh(&self, now: u64) -> bool {
        let age = if self.broken.is_some() { BROKEN } else { FOUND };
        // What was asked in the future was written by a clock that was wrong.
        now.checked_sub(self.asked).is_some_and(|since| since < age)
    }
}

/// Where the cache of this user lies: `jdlint/links.json` in `$XDG_CACHE_HOME` or what the system has instead. None if
/// there is no such folder, or if it lies in the checkout that holds `folder`.
pub fn cache_file(folder: &Path) -> Option<PathBuf> {
    let caches = etcetera::choose_base_strategy().ok()?.cache_dir();
    is_own(&caches, folder).then(|| caches.join("jdlint").join("links.json"))
}

/// Whether no checkout that holds `folder` holds `caches` too.
fn is_own(caches: &Path, folder: &Path) -> bool {
    let checkout = folder.ancestors().find(|above| above.join(".git").exists());
    caches.is_absolute() && checkout.is_none_or(|checkout| !caches.starts_with(checkout))
}

impl Cache {
    /// Opens the cache in the file `path`, which need not be there, and says what is wrong with it.
    pub(super) fn open(path: PathBuf, now: u64) -> (Self, Option<String>) {
        let (mut entries, note) = match read(&path) {
            Ok(entries) => (entries, None),
            Err(error) => (BTreeMap::new(), Some(format!("the answers of earlier runs cannot be read: {error}"))),
        };
        entries.retain(|_, entry| entry.is_fresh(now));
        (Self { path, now, entries }, note)
    }

    /// What is known of a URL.
    pub(super) fn get(&self, url: &str) -> Option<Verdict> {
        let entry = self.entries.get(url)?;
        Some(entry.broken.clone().map_or(Verdict::Found, Verdict::Broken))
    }

    /// Keeps what is sure.
    pub(super) fn put(&mut self, url: &str, verdict: &Verdict) {
        let broken = match verdict {
            Verdict::Found => None,
            Verdict::Broken(reason) => Some(reason.clone()),
            Verdict::Unverified | Verdict::NotAsked => return,
        };
        self.entries.insert(url.to_owned(), Entry { asked: self.now, broken });
    }

    /// Writes the file as a whole or not at all, readable by its owner alone, and says what went wrong.
    pub(super) fn save(self) -> Option<String> {
        let write = || -> io::Result<()> {
            let folder = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
            fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new().prefix(".links-").suffix(".tmp").tempfile_in(folder)?;
            serde_json::to_writer(&mut file, &Stored { version: VERSION, links: self.entries })?;
            file.flush()?;
            file.persist(&self.path).map_err(|error| error.error)?;
            Ok(())
        };
        write().err().map(|error| format!("the answers of this run are not kept: {error}"))
    }
}

fn read(path: &Path) -> io::Result<BTreeMap<String, Entry>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("the file is too large"));
    }
    let stored: Stored = serde_json::from_slice(&bytes)?;
    // Another version's file is nobody's fault.
    Ok(if stored.version == VERSION { stored.links } else { BTreeMap::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn broken() -> Verdict {
        Verdict::Broken("the server says 404 Not Found".to_owned())
    }

    fn saved() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("jdlint/links.json");
        let (mut cache, note) = Cache::open(path.clone(), NOW);
        assert_eq!(note, None);
        cache.put("https://found.example/", &Verdict::Found);
        cache.put("https://broken.example/", &broken());
        cache.put("https://slow.example/", &Verdict::Unverified);
        assert_eq!(cache.save(), None);
        (folder, path)
    }

    #[test]
    fn what_is_sure_is_kept_for_a_while() {
        let (_folder, path) = saved();
        for (later, found, broken) in [
            (0, Some(Verdict::Found), Some(broken())),
            (DAY - 1, Some(Verdict::Found), Some(broken())),
            (DAY, Some(Verdict::Found), None),
            (7 * DAY - 1, Some(Verdict::Found), None),
            (7 * DAY, None, None),
        ] {
            let (cache, _) = Cache::open(path.clone(), NOW + later);
            assert_eq!(cache.get("https://found.example/"), found, "{later}");
            assert_eq!(cache.get("https://broken.example/"), broken, "{later}");
            assert_eq!(cache.get("https://slow.example/"), None);
        }
        let (cache, _) = Cache::open(path, NOW - 1);
        assert_eq!(cache.get("https://found.example/"), None, "asked in the future");
    }

    #[test]
    fn a_broken_cache_is_only_a_note() {
        let (folder, path) = saved();
        for text in ["", "{", "[]", "{\"version\":1}", "{\"version\":1,\"links\":{\"a\":{\"asked\":-1}}}"] {
            fs::write(&path, text).expect("written");
            let (cache, note) = Cache::open(path.clone(), NOW);
            assert!(note.is_some() && cache.entries.is_empty(), "{text}");
            assert_eq!(cache.save(), None, "it is begun anew");
        }
        fs::write(&path, "{\"version\":99,\"links\":{}}").expect("written");
        assert_eq!(Cache::open(path, NOW).1, None);
        let (cache, note) = Cache::open(folder.path().to_owned(), NOW);
        assert!(note.is_some(), "a folder in the place of the file");
        assert!(cache.save().is_some());
    }

    #[test]
    fn a_checkout_holds_no_cache() {
        let home = tempfile::tempdir().expect("a folder");
        let checkout = home.path().join("handbook");
        fs::create_dir_all(checkout.join(".git")).expect("made");
        let jobs = checkout.join("jobs");
        assert!(is_own(&home.path().join(".cache"), &jobs));
        assert!(is_own(&home.path().join(".cache"), home.path()));
        assert!(!is_own(&checkout.join(".cache"), &jobs));
        assert!(!is_own(Path::new("cache"), &jobs));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = saved();
        assert_eq!(fs::metadata(path).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
