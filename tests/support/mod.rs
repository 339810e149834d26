//! Runs the real binary and compares what it writes with files. `UPDATE=1 cargo test` rewrites the files.

#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the crate.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of real pages beside the repository, if it is there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return path.canonicalize().ok();
    }
    println!("skipped: ../shared absent");
    None
}

/// What a run wrote, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// Runs `jdlint` in `folder`, free of the settings of whoever runs the tests.
pub(crate) fn jdlint(folder: &Path, args: &[&str]) -> Run {
    jdlint_with(folder, args, "")
}

/// The same with a text on standard input.
pub(crate) fn jdlint_with(folder: &Path, args: &[&str], stdin: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jdlint"))
        .args(args)
        .current_dir(folder)
        .env_remove("JDLINT_OUTPUT_FORMAT")
        .env_remove("CLICOLOR_FORCE")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // A program that does not read its input closes it early.
    let _ = child.stdin.take().expect("piped").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("the binary ends");
    Run {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("no signal"),
    }
}

/// A folder with these files that is removed at the end of the test.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    folder
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares with a file; `UPDATE=1` writes it.
pub(crate) fn golden(path: &Path, found: &str) {
    if std::env::var_os("UPDATE").is_some() {
        write(path, found);
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == found,
        "{} is not up to date (UPDATE=1 cargo test writes it):\n{}",
        path.display(),
        similar::TextDiff::from_lines(&expected, found).unified_diff().header("expected", "found")
    );
}

/// The Markdown files below a folder, sorted.
pub(crate) fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let (mut files, problems) = jdlint::walk::markdown_files(folder);
    assert!(problems.is_empty(), "{problems:?}");
    files.sort();
    files
}
