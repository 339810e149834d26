//! Which configuration files govern a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Invalid;
use crate::text::Source;

use super::Layer;

/// The names of a configuration file, the first that exists in a folder is read.
pub const FILE_NAMES: [&str; 4] = ["jdlint.yml", ".jdlint.yml", "jdlint.yaml", ".jdlint.yaml"];

/// The largest configuration, rule or preset file, in bytes.
const LARGEST: u64 = 256 << 10;

/// The folder of the repository that `folder` lies in.
pub fn repository_root(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// Whether the settings of `folder` may differ from those of the folder above.
pub(crate) fn begins_at(folder: &Path) -> bool {
    FILE_NAMES.iter().any(|name| folder.join(name).is_file()) || folder.join(".git").exists()
}

/// The configuration files that govern `folder`, the outermost first: those in it and in the folders above, up to the
/// root of the repository or to one that says `root: true`. `display` turns a path into the name for reports.
///
/// # Errors
/// [`Invalid`] for a file that cannot be read or is wrong.
pub fn find_layers(folder: &Path, display: &dyn Fn(&Path) -> String) -> Result<Vec<Layer>, Invalid> {
    let top = repository_root(folder);
    let mut layers = Vec::new();
    for above in folder.ancestors() {
        if let Some(path) = FILE_NAMES.iter().map(|name| above.join(name)).find(|path| path.is_file()) {
            let layer = read_layer(&path, above, display)?;
            let is_root = layer.file.root;
            layers.push(layer);
            if is_root {
                break;
            }
        }
        if top.as_deref() == Some(above) {
            break;
        }
    }
    layers.reverse();
    Ok(layers)
}

fn read_layer(path: &Path, folder: &Path, display: &dyn Fn(&Path) -> String) -> Result<Layer, Invalid> {
    let source = read_source(path, &display(path))?;
    Layer::read(source, folder.to_owned())
}

/// Reads a small text file of a configuration.
///
/// # Errors
/// [`Invalid`] if it is not there, too large or no text.
pub(crate) fn read_source(path: &Path, name: &str) -> Result<Arc<Source>, Invalid> {
    let problem = |message: String| {
        let source = Arc::new(Source::new(name, ""));
        let error = crate::text::yaml::YamlError::new(message, crate::text::Span::empty(0));
        Invalid::new(&source, error)
    };
    let metadata = fs::metadata(path).map_err(|error| problem(format!("cannot be read: {error}")))?;
    if !metadata.is_file() {
        return Err(problem("is not a file".to_owned()));
    }
    if metadata.len() > LARGEST {
        return Err(problem(format!("is too large: at most {} KiB are read", LARGEST >> 10)));
    }
    let bytes = fs::read(path).map_err(|error| problem(format!("cannot be read: {error}")))?;
    Source::from_bytes(name, bytes).map(Arc::new).map_err(|error| problem(error.to_string()))
}
