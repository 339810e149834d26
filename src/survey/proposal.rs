//! The text of a `jdlint.yml` for what a repository has.

use std::fmt::Write;

use crate::ruleset::preset_names;
use crate::site::Layout;

use super::{SiteFacts, Survey};

/// The configuration, with comments that say why and what else there is.
pub(super) fn configuration(survey: &Survey) -> String {
    let policy = survey.proposed();
    let mut text = String::from(
        "# What jdlint checks in this folder and below. Everything may be left out; `jdlint config PATH` prints what is\n\
         # decided for a page, and where each setting comes from.\n\n",
    );
    let others: Vec<&str> = preset_names().filter(|name| *name != policy.name).collect();
    let _ = writeln!(text, "# {}.", policy.title);
    if policy.judged > 0 {
        let (followers, judged) = (policy.followers, policy.judged);
        let _ = writeln!(text, "# {followers} of {judged} job pages have its sections.");
    }
    let _ = writeln!(text, "# Others: {}, or a file of your own: ./our-policy.yml.", others.join(", "));
    let _ = writeln!(text, "preset: {}\n", policy.name);
    text.push_str(&pages(survey));
    text.push_str(&site(&survey.site));
    text.push_str("\n# rules:\n#   hyperbolic-title: off # or info, warning, error; `jdlint rules` lists all\n");
    text
}

fn pages(survey: &Survey) -> String {
    let found = match survey.pages {
        0 => "none was found".to_owned(),
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    format!(
        "# Which files are job pages. Without it: those in folders that are called jobs, careers, job-families or the\n\
         # like, and those with `layout: job_page` ({found}).\n\
         # pages:\n#   include: [hiring/openings/]\n#   exclude: [drafts/]\n\n"
    )
}

fn site(site: &SiteFacts) -> String {
    let Some(layout) = site.layout else {
        return "# How files become URLs. Without it, links like /handbook/ are counted, not checked.\n\
                # site:\n#   layout: plain # middleman, hugo, jekyll, docusaurus\n#   roots: [source] # folders that serve /\n"
            .to_owned();
    };
    let layout = match layout {
        Layout::Plain => "plain",
        Layout::Middleman => "middleman",
        Layout::Hugo => "hugo",
        Layout::Jekyll => "jekyll",
        Layout::Docusaurus => "docusaurus",
    };
    let mut text =
        format!("# How files become URLs, so that links like /handbook/ can be checked.\nsite:\n  layout: {layout}\n");
    if !site.roots.is_empty() {
        let _ = writeln!(text, "  roots: [{}]", site.roots.join(", "));
    }
    if let Some(redirects) = &site.redirects {
        let _ = writeln!(text, "  redirects: {redirects}");
    }
    text.push_str(
        "  # domains: [handbook.example.com] # hosts that are this site\n\
         \x20 # elsewhere: [/blog/] # served by another repository\n\
         \x20 # dynamic: [/company/team/] # made when the site is built\n",
    );
    text
}
