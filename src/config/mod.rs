//! Settings as written in `jdlint.yml`, and as decided for a folder. Knows no rule by name.

mod discover;
mod layer;
mod pages;
mod settings;

pub use discover::{FILE_NAMES, find_layers, repository_root};
pub(crate) use discover::{begins_at, read_source};
pub use layer::{ConfigFile, Layer, SiteKeys};
pub use pages::PageFilter;
pub(crate) use settings::location_in;
pub use settings::{Blame, CommandLine, Origin, Override, PresetChoice, Settings};
