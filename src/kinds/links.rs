//! Where links lead: nowhere, by way of redirects, to a place that is out of date.

use serde::Deserialize;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::page::{Link, Page, Vocabulary};
use crate::rule::{Check, Context, Finding, Findings, Kind, OptionError, ValueDoc};
use crate::site::{Broken, Resolution, Resolutions, Unknown, without_secrets};

/// Finds links by where they lead, where that is sure.
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

/// What can be said of where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// There is no such page or file.
    BrokenPath,
    /// There is no such anchor on the page.
    BrokenAnchor,
    /// Another site says no; only with `--online`.
    BrokenExternal,
    /// A redirect leads to the page.
    Redirected,
    /// The settings name a target to write instead.
    Stale,
    /// The link is a URL although it leads to this site.
    OwnUrl,
    /// A relative link leads out of the project.
    OutsideRoot,
}

impl Kind for Links {
    const NAME: &'static str = "links";
    const ABOUT: &'static str = "links by where they lead: nowhere, by way of redirects, to this site as a URL";
    const VALUES: &'static [ValueDoc] = &[
        ("target", "the target as the page has it"),
        ("anchor", "the anchor that is missing, without `#`"),
        ("page", "`this page`, or the page that the target leads to"),
        ("nearest", "the nearest target or anchor that exists"),
        ("to", "the target to write instead"),
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
            match (self.report, resolution) {
                (Report::OwnUrl, _) => own_url(link, context.links, findings),
                (_, Resolution::Broken(broken)) => self.broken(link, broken, findings),
                (Report::Redirected, Resolution::Moved { to, is_same_page }) => {
                    let to = written_like(link, to, context.links);
                    let safety = if *is_same_page { Safety::Safe } else { Safety::Unsafe };
                    rewritten(link, &to, "redirected", safety, findings);
                }
                (Report::Stale, Resolution::Stale { to }) => {
                    rewritten(link, to, "out of date", Safety::Safe, findings).cause(&*link.target);
                }
                (Report::OutsideRoot, Resolution::Unknown(Unknown::OutsideRoot)) => {
                    at(link, findings).label("outside the project");
                }
                _ => {}
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

impl Links {
    fn broken(&self, link: &Link, broken: &Broken, findings: &mut Findings) {
        match (self.report, broken) {
            (Report::BrokenPath, Broken::Path { path, nearest }) => {
                let finding = at(link, findings);
                finding.label("no such page").cause(path.trim_end_matches('/'));
                if looks_like_host(&link.target) {
                    finding.help(format!("For another site write `https://{}`.", link.target));
                } else if let Some(nearest) = nearest {
                    finding.value("nearest", nearest).help(format!("The nearest that exists is `{nearest}`."));
                }
            }
            (Report::BrokenPath, Broken::Circle { path }) => {
                at(link, findings)
                    .label("redirected in a circle")
                    .cause(&**path)
                    .help("Its redirects lead in a circle: mend them, or link to the page itself.");
            }
            (Report::BrokenAnchor, Broken::Anchor { page, anchor, nearest }) => {
                let finding = at(link, findings);
                finding.label("no such heading there").value("anchor", anchor).value("page", page_of(&link.target));
                finding.cause(format!("{page}#{anchor}"));
                if let Some(nearest) = nearest {
                    finding.value("nearest", nearest).help(format!("The nearest that exists is `#{nearest}`."));
                }
            }
            (Report::BrokenExternal, Broken::External { reason }) => {
                let finding = findings.at(link.target_span.unwrap_or(link.span));
                finding.label(&**reason).value("target", &*without_secrets(&link.target)).value("reason", &**reason);
                finding.cause(&*link.target);
            }
            _ => {}
        }
    }
}

fn at<'f>(link: &Link, findings: &'f mut Findings) -> &'f mut Finding {
    let finding = findings.at(link.target_span.unwrap_or(link.span));
    finding.value("target", &*link.target);
    finding
}

/// A finding that is mended by another target.
fn rewritten<'f>(link: &Link, to: &str, label: &str, safety: Safety, findings: &'f mut Findings) -> &'f mut Finding {
    let finding = at(link, findings);
    finding.label(label).value("to", to);
    if let Some(span) = link.target_span {
        finding.fix(Fix {
            title: format!("Link to `{to}`"),
            edits: vec![Edit { span, replacement: to.to_owned() }],
            safety,
        });
    }
    finding
}

/// A path of the site in the form of the link: with the host, if that has one.
fn written_like(link: &Link, path: &str, links: &Resolutions<'_>) -> String {
    let host = links.own_url(link).and_then(|own| link.target.strip_suffix(own)).unwrap_or_default();
    format!("{host}{path}")
}

fn own_url(link: &Link, links: &Resolutions<'_>, findings: &mut Findings) {
    if let Some(path) = links.own_url(link) {
        rewritten(link, path, "this site", Safety::Safe, findings);
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
