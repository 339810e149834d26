//! Writes a page as a whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Why a page was not written. Its bytes are as they were.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It is a symbolic link; what it leads to may lie outside the repository.
    #[error("is a symbolic link: not rewritten")]
    Symlink,
    /// It has another name; a rename would cut the two apart.
    #[error("is a hard link: not rewritten")]
    HardLink,
    /// Its permissions forbid writing.
    #[error("is read-only: not rewritten")]
    ReadOnly,
    /// Somebody else wrote it since it was read.
    #[error("changed on disk since it was read: not rewritten")]
    Changed,
    /// The system said no.
    #[error("not rewritten: {0}")]
    Io(#[from] io::Error),
}

/// Replaces the text of the page at `path`, which was `old` when it was read, by `new`.
///
/// The new text goes to a new file beside the page, to the disk, and then takes the page's name in one step: at every
/// moment there is the whole old page or the whole new one. Permissions are kept.
///
/// # Errors
/// [`WriteError`] if the page is anything but a plain writable file, is no longer `old`, or the disk says no.
pub fn write_page(path: &Path, old: &str, new: &str) -> Result<(), WriteError> {
    let metadata = fs::symlink_metadata(path)?;
    if metadata.is_symlink() {
        return Err(WriteError::Symlink);
    }
    if links(&metadata) > 1 {
        return Err(WriteError::HardLink);
    }
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // A random name that must not exist yet, readable by its owner alone until it has the page's permissions.
    let mut file = tempfile::Builder::new().prefix(".jdlint-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(new.as_bytes())?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    if fs::read(path)? != old.as_bytes() {
        return Err(WriteError::Changed);
    }
    file.persist(path).map_err(|error| error.error)?;
    // The rename itself must survive a power cut too; where a folder cannot be opened there is nothing to do.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

#[cfg(unix)]
fn links(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_metadata: &fs::Metadata) -> u64 {
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.md");
        fs::write(&path, text).expect("written");
        (folder, path)
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn replaces_the_whole_text() {
        let (folder, path) = page("old");
        write_page(&path, "old", "new").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn a_page_that_changed_keeps_its_bytes() {
        let (folder, path) = page("edited meanwhile");
        let error = write_page(&path, "old", "new").expect_err("changed");
        assert!(matches!(error, WriteError::Changed));
        assert_eq!(fs::read_to_string(&path).expect("there"), "edited meanwhile");
        assert_eq!(names(folder.path()), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_read_only_pages_are_refused() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = page("old");
        let link = folder.path().join("link.md");
        symlink(&path, &link).expect("linked");
        assert!(matches!(write_page(&link, "old", "new"), Err(WriteError::Symlink)));
        fs::remove_file(&link).expect("removed");
        fs::hard_link(&path, &link).expect("linked");
        assert!(matches!(write_page(&path, "old", "new"), Err(WriteError::HardLink)));
        fs::remove_file(&link).expect("removed");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
        assert!(matches!(write_page(&path, "old", "new"), Err(WriteError::ReadOnly)));
        assert_eq!(fs::read_to_string(&path).expect("there"), "old");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = page("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        write_page(&path, "old", "new").expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
    }
}
