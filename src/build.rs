//! Build script: embeds every file below `rules/`, so that adding a rule is adding a file.
//!
//! Writes two files for `include!`: the table of embedded files, and one `#[test]` for each rule, named after it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/build.rs");
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    collect(&manifest.join("rules"), &manifest, &mut files)?;
    files.sort();
    let mut table = String::from(
        "/// Every file below `rules/`: its path and its text.\npub(super) const FILES: &[(&str, &str)] = &[\n",
    );
    let mut tests = String::new();
    for file in &files {
        println!("cargo:rerun-if-changed={file}");
        writeln!(
            table,
            "    ({file:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{file}")
        )
        .expect("writing to a string");
        let parts: Vec<&str> = file.split('/').collect();
        if let ["rules", group, name] = parts[..]
            && !matches!(group, "vocabulary" | "presets")
        {
            let (id, group) = (name.trim_end_matches(".yml"), group.replace('-', "_"));
            writeln!(tests, "#[test]\nfn {group}_{}() {{\n    run({id:?});\n}}\n", id.replace('-', "_"))
                .expect("writing to a string");
        }
    }
    table.push_str("];\n");
    fs::write(out.join("embedded.rs"), table)?;
    fs::write(out.join("rule_tests.rs"), tests)
}

/// The YAML files below `folder`, as paths from `base` with `/`.
fn collect(folder: &Path, base: &Path, files: &mut Vec<String>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, base, files)?;
        } else if path.extension().is_some_and(|ending| ending == "yml") {
            let relative = path.strip_prefix(base).expect("found below it");
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    Ok(())
}
