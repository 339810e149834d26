//! Holds the layers that `src/lib.rs` describes: a module imports only modules with a smaller number, no kind knows
//! another, each heavy dependency has one user, and no file outgrows its room.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers of the library, as in the table of `src/lib.rs`.
const LAYERS: [(&str, u32); 16] = [
    ("text", 1),
    ("diagnostic", 2),
    ("page", 3),
    ("site", 4),
    ("rule", 6),
    ("kinds", 7),
    ("config", 7),
    ("ruleset", 8),
    ("linter", 9),
    ("fixer", 10),
    ("walk", 10),
    ("online", 10),
    ("project", 11),
    ("catalog", 11),
    ("draft", 11),
    ("survey", 11),
];

/// Reports come after everything else.
const LAST: u32 = 12;

/// The longest file, in lines.
const LONGEST: usize = 500;

/// Dependencies that one file alone may name; of tempfile, each file that writes as a whole or not at all.
const SINGLE_USERS: [(&str, &[&str]); 11] = [
    ("pulldown_cmark", &["src/page/parse/mod.rs"]),
    ("serde_yaml", &["src/text/yaml/mod.rs"]),
    ("ignore", &["src/walk.rs"]),
    ("regex_syntax", &["src/text/pattern/literals.rs"]),
    ("toml", &["src/page/front_matter.rs"]),
    ("tempfile", &["src/fixer/write.rs", "src/online/cache.rs"]),
    ("ureq", &["src/online/client.rs"]),
    ("rustls", &["src/online/client.rs"]),
    ("url", &["src/online/target.rs"]),
    ("etcetera", &["src/online/cache.rs"]),
    ("indicatif", &["src/cli/online.rs"]),
];

struct Module {
    path: String,
    code: String,
}

/// Every file of `src/`, without comments.
fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > 40, "the sources were found");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            Module { path: relative, code }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The top-level module that a file belongs to.
fn home(path: &str) -> &str {
    let below = path.trim_start_matches("src/");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

fn layer(module: &str) -> Option<u32> {
    if module == "report" {
        return Some(LAST);
    }
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// The top-level modules that some code names as `crate::module`.
fn imports(code: &str) -> Vec<&str> {
    code.match_indices("crate::")
        .map(|(at, found)| &code[at + found.len()..])
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .filter(|name| layer(name).is_some())
        .collect()
}

#[test]
fn modules_import_downwards_only() {
    let mut wrong = Vec::new();
    for module in modules() {
        let own = home(&module.path);
        // Unit tests may look around.
        let code = module.code.split("#[cfg(test)]").next().unwrap_or_default();
        let Some(own_layer) = layer(own) else { continue };
        for import in imports(code) {
            let other = layer(import).expect("known");
            if import != own && other >= own_layer {
                wrong.push(format!("{} ({own_layer}) imports {import} ({other})", module.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("the crate root");
    let declared: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(declared.len() > 10);
    for module in declared {
        assert!(layer(module).is_some(), "{module} is not in the table of layers");
        assert!(lib.contains(&format!("[`{module}`]")), "{module} is not in the crate's documentation");
    }
}

#[test]
fn kinds_do_not_know_each_other() {
    let kinds: Vec<Module> = modules().into_iter().filter(|module| module.path.starts_with("src/kinds/")).collect();
    let table = kinds.iter().find(|module| module.path.ends_with("/mod.rs")).expect("the table of kinds");
    for kind in kinds.iter().filter(|module| !module.path.ends_with("/mod.rs")) {
        // A folder of the same name holds further rooms of a kind.
        let name = kind.path.trim_start_matches("src/kinds/").trim_end_matches(".rs").split('/').next();
        let name = name.unwrap_or_default();
        assert!(table.code.contains(&format!("KindEntry::of::<{name}::")), "{name} is not in the table of kinds");

        assert!(!kind.code.contains("crate::kinds"), "{} looks at its neighbors", kind.path);
    }
}

#[test]
fn heavy_dependencies_have_one_user() {
    let names = |code: &str, name: &str| {
        code.match_indices(&format!("{name}::"))
            .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    for (name, expected) in SINGLE_USERS {
        let users: Vec<String> =
            modules().into_iter().filter(|module| names(&module.code, name)).map(|module| module.path).collect();
        assert_eq!(users, expected, "users of {name}");
    }
}

#[test]
fn the_command_sees_only_the_public_face() {
    for module in modules().iter().filter(|module| module.path.starts_with("src/cli/")) {
        assert!(!module.code.contains("crate::"), "{} reaches into the crate", module.path);
    }
    for module in modules().iter().filter(|module| !module.path.starts_with("src/cli/")) {
        assert!(!module.code.contains("use clap"), "{} knows the command line", module.path);
    }
}

#[test]
fn page_text_is_printed_by_reports_and_the_command_alone() {
    for module in modules() {
        let prints = ["println!", "print!", "eprintln!", "eprint!", "io::stdout", "io::stderr"];
        let allowed = module.path == "src/cli/output.rs" || module.path == "src/build.rs";
        let printed = prints.iter().find(|print| module.code.contains(**print));
        assert!(allowed || printed.is_none(), "{} uses {printed:?}", module.path);
    }
}

#[test]
fn files_are_short() {
    for module in modules() {
        let lines = module.code.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines of code: it wants a second room", module.path);
    }
}
