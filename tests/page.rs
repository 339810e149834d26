//! The section model: small pages in every shape against their outlines, and all real pages without a panic.

mod support;

use jdlint::page::Vocabulary;
use jdlint::ruleset::Library;
use jdlint::text::Span;
use jdlint::{Page, Source};
use support::{golden, pages_below, root, shared};

fn vocabulary() -> std::sync::Arc<Vocabulary> {
    Library::builtin().vocabulary().clone()
}

/// What the model says of a page: its outline, its links, its ids.
fn describe(page: &Page<'_>) -> String {
    let outline = serde_json::to_string_pretty(&page.outline()).expect("JSON");
    let links = page.links().iter().map(|link| {
        let target = link.target_span.map(|span| page.source().slice(span)).unwrap_or("?");
        format!(
            "{:?} [{}]({}) at `{target}`{}\n",
            link.kind,
            link.text,
            link.target,
            if link.templated { ", templated" } else { "" }
        )
    });
    let ids = page.ids().iter().map(|(id, _)| format!("id {id}\n"));
    let error = page.front_matter().and_then(|matter| matter.error()).map(|error| format!("front matter: {error}\n"));
    format!("{outline}\n{}{}{}", links.collect::<String>(), ids.collect::<String>(), error.unwrap_or_default())
}

#[test]
fn every_shape_has_its_outline() {
    let folder = root().join("fixtures/pages");
    let files = pages_below(&folder);
    assert!(files.len() >= 15, "the pages were found");
    for path in files {
        let bytes = std::fs::read(&path).expect("there");
        let name = path.strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/");
        let source = Source::from_bytes(name, bytes).expect("UTF-8");
        let page = Page::parse(&source, &vocabulary());
        let expected = path.with_file_name(format!("{}.outline", path.file_name().expect("a name").to_string_lossy()));
        golden(&expected, &describe(&page));
    }
}

/// Everything that every page must satisfy: places inside the text and on character boundaries, in order.
fn assert_sound(page: &Page<'_>, name: &str) {
    let text = page.source().text();
    let sound = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for passage in page.passages() {
        assert!(sound(passage.plain.source()), "{name}: a passage");
        let plain = passage.plain.text();
        for (at, character) in plain.char_indices() {
            let span = passage.plain.span(at..at + character.len_utf8());
            assert!(sound(span) && !span.is_empty(), "{name}: a character of {plain:?}");
        }
    }
    for (_, section) in page.sections() {
        assert!(sound(section.span), "{name}: a section");
        if let Some(heading) = &section.heading {
            assert!(sound(heading.span) && heading.span.covers(heading.content), "{name}: a heading");
        }
        for block in &section.blocks {
            assert!(sound(block.span), "{name}: a block");
        }
    }
    for link in page.links() {
        assert!(sound(link.span) && link.target_span.is_none_or(sound), "{name}: a link");
    }
    for step in page.step_lists().iter().flat_map(|list| &list.steps) {
        assert!(sound(step.item) && sound(step.sentence), "{name}: a step");
    }
}

#[test]
fn every_real_page_is_read() {
    let vocabulary = vocabulary();
    for name in ["corpus", "handbook/sites/uncategorized/source/job-families"] {
        let Some(folder) = shared(name) else { return };
        let files = pages_below(&folder);
        assert!(files.len() > 200);
        for path in files {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Source::new(path.display().to_string(), text);
            let page = Page::parse(&source, &vocabulary);
            assert_sound(&page, source.name());
            serde_json::to_string(&page.outline()).expect("JSON");
        }
    }
}

#[test]
fn mutilated_pages_are_read() {
    let vocabulary = vocabulary();
    let folder = root().join("fixtures/pages");
    for path in pages_below(&folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let cuts = (0..text.len()).filter(|at| text.is_char_boundary(*at)).map(|at| text[..at].to_owned());
        let others =
            [text.replace('\n', "\r\n"), text.replace('\n', "\r"), text.replace('\n', " "), text.replace(' ', "\t")];
        let more = [format!("\u{feff}{text}"), text.replace(' ', "\u{a0}"), text.replace('e', "é"), text.repeat(3)];
        for text in cuts.chain(others).chain(more) {
            let source = Source::new("page.md", text);
            assert_sound(&Page::parse(&source, &vocabulary), path.to_string_lossy().as_ref());
        }
    }
}

/// Input that once broke Markdown parsers, or costs them too much; see pulldown-cmark's issues of these numbers.
#[test]
fn hostile_pages_are_read() {
    let vocabulary = vocabulary();
    let many = |text: &str| text.repeat(20_000);
    let pages = [
        String::new(),
        "\n".to_owned(),
        "\u{feff}".to_owned(),
        "---".to_owned(),
        "---\n---".to_owned(),
        "%\n:\u{301}\n\t:".to_owned(), // 1142
        "<!S\r:".to_owned(),           // 1112
        "* a\n\t* b\n\t\n\t\tc".to_owned(),
        many("> "),
        many("* "),
        many("["),
        many("!["),
        many("**a "),
        many("`"),
        many("<!-- "),
        many("[a](<b"), // 82
        many("{{ "),
        many("<% "),
        many("{: "),
        many("# a\n"),
        many("**a**\n\n"),
        "x".repeat(1 << 20),
        format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|b\n".repeat(500)), // 832
        (0..2_000).map(|n| format!("[{n}]: u\n")).collect::<String>()
            + &(0..2_000).map(|n| format!("[{n}] ")).collect::<String>(),
    ];
    for text in pages {
        let source = Source::new("page.md", text);
        let started = std::time::Instant::now();
        let page = Page::parse(&source, &vocabulary);
        assert!(page.sections().count() >= 1);
        // No measurement: a quadratic step takes minutes on these.
        let head: String = source.text().chars().take(20).collect();
        assert!(started.elapsed().as_secs() < 60, "{head:?} took {:?}", started.elapsed());
    }
}
