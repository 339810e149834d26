//! Links that lead nowhere.

use serde::Deserialize;

use crate::page::{Page, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc};
use crate::site::{Broken, Resolution, without_secrets};

/// Finds links of which it is sure that their page, or the anchor on it, does not exist.
#[derive(Debug)]
pub(super) struct Links {
    report: Report,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// What to report.
    report: Report,
}

/// What a link can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(clippy::enum_variant_names, reason = "the names are the words of rule files")]
enum Report {
    /// There is no such page or file.
    BrokenPath,
    /// There is no such anchor on the page.
    BrokenAnchor,
    /// Another site says no; only with `--online`.
    BrokenExternal,
}

impl Kind for Links {
    const NAME: &'static str = "links";
    const ABOUT: &'static str = "links whose page or anchor does not exist";
    const VALUES: &'static [ValueDoc] = &[
        ("target", "the target as the page has it"),
        ("anchor", "the anchor that is missing, without `#`"),
        ("page", "`this page`, or the page that the target leads to"),
        ("nearest", "the nearest target or anchor that exists"),
        ("reason", "with `broken-external`: what the other site says"),
    ];
    type Options = Options;

    fn build(options: Options, _vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        Ok(Self { report: options.report })
    }
}

impl Check for Links {
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for (link, resolution) in page.links().iter().zip(context.links.get()) {
            let Resolution::Broken(broken) = resolution else { continue };
            if let (Report::BrokenExternal, Broken::External { reason }) = (self.report, broken) {
                let place = link.target_span.unwrap_or(link.span);
                findings
                    .at(place)
                    .label(&**reason)
                    .value("target", &*without_secrets(&link.target))
                    .value("reason", &**reason);
                continue;
            }
            let (nearest, label, anchor) = match (self.report, broken) {
                (Report::BrokenPath, Broken::Path { nearest }) => (nearest, "no such page", ""),
                (Report::BrokenAnchor, Broken::Anchor { anchor, nearest }) => {
                    (nearest, "no such heading there", anchor.as_str())
                }
                _ => continue,
            };
            let finding = findings.at(link.target_span.unwrap_or(link.span));
            finding
                .label(label)
                .value("target", &*link.target)
                .value("anchor", anchor)
                .value("page", page_of(&link.target));
            if anchor.is_empty() && looks_like_host(&link.target) {
                finding.help(format!("For another site write `https://{}`.", link.target));
            } else if let Some(nearest) = nearest {
                let hash = if anchor.is_empty() { "" } else { "#" };
                finding.value("nearest", nearest).help(format!("The nearest that exists is `{hash}{nearest}`."));
            }
        }
    }

    fn reads_english(&self) -> bool {
        false
    }

    fn asks_other_sites(&self) -> bool {
        self.report == Report::BrokenExternal
    }
}

/// What to call the page that a target with an anchor leads to.
fn page_of(target: &str) -> String {
    match target.split('#').next() {
        None | Some("") => "this page".to_owned(),
        Some(path) => format!("`{path}`"),
    }
}

/// `data.example.org` or `www.example.com/jobs`: a host without its `https://`.
fn looks_like_host(target: &str) -> bool {
    const ENDINGS: [&str; 8] = ["com", "org", "net", "gov", "edu", "io", "dev", "co"];
    let host = target.split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() > 1 && (labels[0] == "www" || labels.last().is_some_and(|ending| ENDINGS.contains(ending)))
}
