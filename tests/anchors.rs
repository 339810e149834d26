//! How headings become anchors: a page of tricky headings against what the real tools make of it.
//!
//! `fixtures/anchors/*.txt` hold the anchors by the three algorithms. Those of kramdown and of Hugo are compared with the
//! tools themselves where they are installed (Debian: `ruby-kramdown-parser-gfm`, `hugo`); GitHub's were worked out by its
//! published filter, which is kramdown's but for explicit ids.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

mod support;

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use jdlint::page::Page;
use jdlint::site::AnchorStyle;
use jdlint::{Project, Source};
use regex::Regex;
use support::{read, root};

fn page() -> String {
    read(&root().join("fixtures/anchors/headings.md"))
}

/// The anchors in a file, one a line.
fn expected(style: &str) -> Vec<String> {
    read(&root().join(format!("fixtures/anchors/{style}.txt"))).lines().map(str::to_owned).collect()
}

/// The ids of the headings in HTML.
fn ids_in(html: &str) -> Vec<String> {
    static HEADING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<h[1-6][^>]*\bid="?([^">]*)"?[^>]*>"#).expect("a pattern"));
    let entities = |id: &str| id.replace("&amp;", "&").replace("&quot;", "\"");
    HEADING.captures_iter(html).map(|found| entities(&found[1])).collect()
}

/// What a program of kramdown's makes of `input`; nothing where it is not installed.
fn ruby(program: &str, input: String) -> Option<String> {
    let started = Command::new("ruby")
        .args(["-e", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut ruby) = started else {
        println!("skipped: ruby absent");
        return None;
    };
    let mut stdin = ruby.stdin.take().expect("piped");
    // It answers while it reads: whoever writes all first would wait for ever.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = ruby.wait_with_output().expect("it ends");
    let written = writer.join().expect("no panic");
    if !output.status.success() || written.is_err() {
        println!("skipped: kramdown-parser-gfm absent");
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn compare(found: &[String], style: &str) {
    let expected = expected(style);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "{style}");
    }
    assert_eq!(found.len(), expected.len(), "{style}");
}

#[test]
fn anchors_are_those_of_the_three_families() {
    let source = Source::new("headings.md", page());
    let page = Page::skeleton(&source);
    compare(&AnchorStyle::KramdownGfm.ids(&page), "kramdown-gfm");
    compare(&AnchorStyle::Github.ids(&page), "github");
    compare(&AnchorStyle::Goldmark.ids(&page), "goldmark");
    // Read for its anchors alone a page has the same ones.
    let anchors = Page::with_anchors_alone(&source);
    compare(&AnchorStyle::KramdownGfm.ids(&anchors), "kramdown-gfm");
    assert_eq!(anchors.ids(), page.ids());
}

#[test]
fn kramdown_makes_the_expected_anchors() {
    let program = "require 'kramdown'; require 'kramdown-parser-gfm'; \
                   puts Kramdown::Document.new(STDIN.read, input: 'GFM').to_html";
    let Some(html) = ruby(program, page()) else { return };
    compare(&ids_in(&html), "kramdown-gfm");
}

#[test]
fn hugo_makes_the_expected_anchors() {
    let folder = support::folder(&[
        (
            "config.toml",
            "baseURL = \"https://tides.example.com/\"\ndisableKinds = [\"taxonomy\", \"term\", \"home\", \"RSS\", \"sitemap\", \"404\"]\n[markup.goldmark.renderer]\nunsafe = true\n",
        ),
        ("content/page.md", &format!("---\ntitle: Page\n---\n\n{}", page())),
        ("layouts/_default/single.html", "{{ .Content }}"),
    ]);
    let output = Command::new("hugo").arg("--quiet").current_dir(folder.path()).output();
    if !output.is_ok_and(|output| output.status.success()) {
        return println!("skipped: hugo absent");
    }
    compare(&ids_in(&read(&folder.path().join("public/page/index.html"))), "goldmark");
}

#[test]
fn whoever_renames_a_heading_hears_of_every_page_that_links_to_it() {
    let pages: Vec<(String, String)> = (1..=4)
        .map(|number| {
            (
                format!("site/jobs/job-{number}.md"),
                format!("# Job {number}\n\nSee [levels](/levels/#staff-{}).\n", number % 2),
            )
        })
        .chain([
            ("site/levels.md".to_owned(), "## Staff 0\n\n## Staff 1\n".to_owned()),
            ("jdlint.yml".to_owned(), "site: { layout: hugo, roots: [site], anchors: goldmark }\n".to_owned()),
        ])
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = support::folder(&pages);
    let found = || {
        let project = Project::new(folder.path().to_owned(), jdlint::CommandLine::default());
        (1..=4)
            .filter(|number| {
                let path = folder.path().join(format!("site/jobs/job-{number}.md"));
                let outcome = project.linter(&path).expect("valid").lint(&project.read(&path).expect("there"));
                outcome.diagnostics.iter().any(|found| found.rule.as_str() == "broken-anchor")
            })
            .collect::<Vec<_>>()
    };
    assert!(found().is_empty());
    support::write(&folder.path().join("site/levels.md"), "## Staff 0\n\n## Principal\n");
    assert_eq!(found(), [1, 3]);
}

#[test]
fn anchors_of_real_pages_are_those_of_kramdown() {
    let Some(handbook) = support::shared("handbook/sites/uncategorized/source/job-families") else { return };
    let program = "require 'kramdown'; require 'kramdown-parser-gfm'; STDOUT.sync = true; \
                   ARGF.each_line { |name| text = File.read(name.chomp).sub(/\\A---\\n.*?\\n---\\n/m, ''); \
                   puts Kramdown::Document.new(text, input: 'GFM').to_html.scan(/<h[1-6][^>]*\\bid=\"([^\"]*)\"/).join(' ') }";
    let files: Vec<_> = support::pages_below(&handbook)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    let names: String = files.iter().map(|path| format!("{}\n", path.display())).collect();
    let Some(lines) = ruby(program, names) else { return };
    let (mut same, mut other) = (0, 0);
    for (path, ids) in files.iter().zip(lines.lines()) {
        let source = Source::new(path.display().to_string(), read(path));
        let page = Page::skeleton(&source);
        let own = AnchorStyle::KramdownGfm.ids(&page);
        let anchors = Page::with_anchors_alone(&source);
        assert_eq!(AnchorStyle::KramdownGfm.ids(&anchors), own, "{}", path.display());
        assert_eq!(anchors.ids(), page.ids(), "{}", path.display());
        let of_tool: Vec<&str> = ids.split(' ').filter(|id| !id.is_empty()).collect();
        let missing: Vec<&&str> = of_tool.iter().filter(|id| !own.iter().any(|own| own == **id)).collect();
        if !missing.is_empty() {
            println!("{}: {missing:?}", path.display());
        }
        same += of_tool.len() - missing.len();
        other += missing.len();
    }
    println!("{same} anchors as kramdown makes them, {other} others");
    assert!(same > 3_000 && other * 1_000 <= same, "{other} of {same}");
}
