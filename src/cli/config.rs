//! `jdlint config`.

use std::fmt::Write;

use jdlint::config::Origin;
use jdlint::ruleset::Preset;
use jdlint::site::UrlPattern;
use jdlint::{Error, Project};

use super::Status;
use super::args::ConfigArgs;
use super::output::{Output, unwritten};

/// Prints the settings decided for a page or a folder, each with its origin, in the form of a configuration file.
pub(crate) fn run(args: &ConfigArgs, project: &Project, output: &Output) -> Result<Status, Error> {
    let page = if args.path.is_dir() { args.path.join("page.md") } else { args.path.clone() };
    let folder = page.parent().map(std::path::Path::to_owned).unwrap_or_default();
    let settings = project.settings(&folder)?;
    let linter = project.linter(&page)?;
    let absolute = project.absolute(&page);
    let mut text = String::new();
    let mut line = |setting: String, name: &str| {
        let _ = writeln!(text, "{setting:<44} # {}", describe(settings.origin(name)));
    };
    let preset = settings.preset.as_ref().map_or(Preset::DEFAULT, |choice| choice.name.as_str());
    line(format!("preset: {preset}"), "preset");
    let language = match settings.language_for(&absolute) {
        None => "auto".to_owned(),
        Some(language) => language.to_string(),
    };
    line(format!("language: {language}"), "language");
    let site = &settings.site;
    line("site:".to_owned(), "site");
    let word = |value: Option<String>| value.unwrap_or_else(|| "null".to_owned());
    line(format!("  layout: {}", word(site.layout.map(|layout| name_of(&layout)))), "site.layout");
    line(format!("  anchors: {}", word(site.anchors.map(|style| name_of(&style)))), "site.anchors");
    let words = |patterns: &[UrlPattern]| patterns.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (key, name, values) in [
        ("roots", "site.roots", site.roots.clone()),
        ("domains", "site.domains", site.domains.clone()),
        ("elsewhere", "site.elsewhere", words(&site.elsewhere)),
        ("dynamic", "site.dynamic", words(&site.dynamic)),
    ] {
        line(format!("  {key}: [{}]", values.join(", ")), name);
    }
    let moved: Vec<String> = site.moved.iter().map(|(from, to)| format!("\"{from}\": \"{to}\"")).collect();
    line(format!("  moved: {{{}}}", moved.join(", ")), "site.moved");
    let _ = writeln!(text, "rules:");
    for active in linter.rules().rules() {
        let of_file =
            settings.rules_for(&absolute).iter().rev().find(|setting| setting.id.value == active.rule.id.as_str()).map(
                |setting| format!("{}:{}", setting.source.name(), setting.source.position(setting.id.span.start).line),
            );
        let origin = of_file.unwrap_or_else(|| {
            if active.rule.group == "custom" {
                active.rule.source.name().to_owned()
            } else {
                format!("preset {preset}")
            }
        });
        let setting = format!("  {}: {}", active.rule.id, active.severity);
        let _ = writeln!(text, "{setting:<44} # {origin}");
    }
    output.text(&text).map_err(|error| unwritten(&error))?;
    Ok(Status::Clean)
}

fn describe(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::File { name, line } => format!("{name}:{line}"),
        Origin::CommandLine => "command line".to_owned(),
    }
}

/// The word of a setting in a configuration file.
fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
