//! What is known of links on small sites.

use super::*;
use crate::page::Vocabulary;

/// The resolutions of all links of a page at `jobs/page.md` on a site of `files`.
fn resolve(settings: SiteSettings, files: &[(&str, &str)], text: &str) -> Vec<Resolution> {
    resolve_with(settings, "[]", files, text)
}

/// The same with redirects in YAML.
fn resolve_with(settings: SiteSettings, redirects: &str, files: &[(&str, &str)], text: &str) -> Vec<Resolution> {
    let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let redirects = Redirects::read(&Arc::new(Source::new("redirects.yml", redirects))).expect("valid");
    let site = Site::new(settings, redirects, Box::new(Memory::new(files)));
    let source = Source::new("page.md", text).with_location("jobs/page.md");
    let page = Page::parse(&source, &Vocabulary::default());
    Resolutions::new(&site, &page).get().to_vec()
}

#[test]
fn without_settings_only_sure_things_are_broken() {
    let found = resolve(
        SiteSettings::default(),
        &[("jobs/page.md", ""), ("jobs/other.md", "## Levels\n")],
        "[a](other.md) [b](othr.md) [c](/handbook/) [d](elsewhere) [e](other.md#levels) [f](other.md#level) \
         [g](../../x.md) [h](https://example.com) [i](mailto:a@b.c)",
    );
    assert_eq!(found[0], Resolution::Found);
    assert_eq!(
        found[1],
        Resolution::Broken(Broken::Path { path: "jobs/othr.md".into(), nearest: Some("other.md".into()) })
    );
    assert_eq!(found[2], Resolution::Unknown(Unknown::NoSiteRoot));
    assert_eq!(found[3], Resolution::Unknown(Unknown::NoLayout));
    assert_eq!(found[4], Resolution::Found);
    let nearest = Some("levels".to_owned());
    assert_eq!(
        found[5],
        Resolution::Broken(Broken::Anchor { page: "jobs/other.md".into(), anchor: "level".into(), nearest })
    );
    assert_eq!(found[6], Resolution::Unknown(Unknown::OutsideRoot));
    assert_eq!(found[7], Resolution::Unknown(Unknown::External));
    assert_eq!(found[8], Resolution::Unknown(Unknown::NotAPage));
}

#[test]
fn prefixes_count_whole_segments() {
    assert!(is_below("/direction/plan/", "/direction/"));
    assert!(is_below("/direction", "/direction/"));
    assert!(!is_below("/directions", "/direction"));
}

fn hugo() -> SiteSettings {
    SiteSettings {
        layout: Some(Layout::Hugo),
        roots: vec!["content".to_owned()],
        domains: vec!["tides.example.com".to_owned()],
        anchors: Some(AnchorStyle::Goldmark),
        ..SiteSettings::default()
    }
}

#[test]
fn redirects_are_followed_to_their_end() {
    let redirects = "- { sources: /a/, target: /b/, comp_op: '=' }\n\
                     - { sources: /b/, target: https://tides.example.com/levels/, comp_op: '=' }\n\
                     - { sources: /all/, target: /levels/, comp_op: '^~' }\n\
                     - { sources: /round/, target: /trip/, comp_op: '=' }\n\
                     - { sources: /trip/, target: /round/, comp_op: '=' }\n\
                     - { sources: /gone/, target: /nowhere/, comp_op: '=' }\n\
                     - { sources: /away/, target: https://example.org/, comp_op: '=' }\n";
    let found = resolve_with(
        hugo(),
        redirects,
        &[("content/levels.md", "## Staff\n")],
        "[1](/a/#staff) [2](/a/#staf) [3](/all/x/) [4](/round/) [5](/gone/) [6](/away/) [7](/levels/)",
    );
    assert_eq!(found[0], Resolution::Moved { to: "/levels/#staff".into(), is_same_page: true });
    assert!(matches!(&found[1], Resolution::Broken(Broken::Anchor { anchor, .. }) if anchor == "staf"));
    assert_eq!(found[2], Resolution::Moved { to: "/levels/".into(), is_same_page: false });
    assert_eq!(found[3], Resolution::Broken(Broken::Circle { path: "/round/".into() }));
    assert_eq!(found[4], Resolution::Unknown(Unknown::RedirectTarget));
    assert_eq!(found[5], Resolution::Unknown(Unknown::External));
    assert_eq!(found[6], Resolution::Found);
}

#[test]
fn references_of_hugo_are_looked_up_and_never_broken_by_themselves() {
    let files = [("content/levels.md", "## Staff\n"), ("content/jobs/pilot.md", "")];
    let found = resolve(
        hugo(),
        &files,
        "[1]({{< ref \"/levels\" >}}) [2]({{< relref \"levels.md#staff\" >}}) [3]({{< ref \"/levels#staf\" >}}) \
         [4]({{< ref \"/unknown\" >}}) [5]({{< param link >}}) [6](/jobs/pilot/)",
    );
    assert_eq!(found[0], Resolution::Found);
    assert_eq!(found[1], Resolution::Found);
    assert!(matches!(&found[2], Resolution::Broken(Broken::Anchor { anchor, .. }) if anchor == "staf"));
    assert_eq!(found[3], Resolution::Unknown(Unknown::Template));
    assert_eq!(found[4], Resolution::Unknown(Unknown::Template));
    assert_eq!(found[5], Resolution::Found);
}

#[test]
fn what_is_served_from_elsewhere_is_unknown_and_what_was_given_up_is_stale() {
    let settings = SiteSettings {
        elsewhere: vec![UrlPattern::new("/blog/").expect("valid")],
        dynamic: vec![UrlPattern::new("= /team/").expect("valid")],
        moved: vec![("/hiring/#call".to_owned(), "/interviews/#call".to_owned())],
        ..hugo()
    };
    let text = "[1](/blog/x/) [2](https://tides.example.com/team) [3](/team/x/) [4](/hiring/#call)";
    let found = resolve(settings, &[("content/levels.md", "")], text);
    assert_eq!(found[0], Resolution::Unknown(Unknown::Elsewhere));
    assert_eq!(found[1], Resolution::Unknown(Unknown::Dynamic));
    assert!(matches!(&found[2], Resolution::Broken(Broken::Path { .. })));
    assert_eq!(found[3], Resolution::Stale { to: "/interviews/#call".into() });
}
