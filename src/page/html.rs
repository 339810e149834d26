//! The little of HTML that matters on a job page: headings, ids, links and comments.

mod prose;

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Span, built_in_regex};

use super::Comment;

pub(super) use prose::prose;

static HEADING: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"(?is)<h([1-6])((?:\s[^>]*)?)>(.*?)</h[1-6]\s*>"));
static ID: LazyLock<Regex> = LazyLock::new(|| {
    built_in_regex(r#"(?i)<[a-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))"#)
});
static LINK: LazyLock<Regex> =
    LazyLock::new(|| built_in_regex(r#"(?is)<a\s[^<>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')[^<>]*>(.*?)</a\s*>"#));
static TAG: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"(?s)<[^<>]*>"));

/// A heading written in HTML.
pub(super) struct HtmlHeading {
    pub(super) span: Span,
    pub(super) content: Span,
    pub(super) level: u8,
    pub(super) id: Option<String>,
    pub(super) text: String,
}

/// The headings in `html`, which stands at byte `at` of the page.
pub(super) fn headings(html: &str, at: usize) -> Vec<HtmlHeading> {
    HEADING
        .captures_iter(html)
        .filter_map(|captures| {
            let (whole, content) = (captures.get(0)?, captures.get(3)?);
            Some(HtmlHeading {
                span: Span::from(whole.range()).shift(at),
                content: Span::from(content.range()).shift(at).trim_in(html, at),
                level: captures.get(1)?.as_str().parse().ok()?,
                id: ids(whole.as_str(), 0).into_iter().next().map(|(id, _)| id),
                text: without_tags(content.as_str()),
            })
        })
        .collect()
}

/// The values of `id` and `name` in `html`.
pub(super) fn ids(html: &str, at: usize) -> Vec<(String, Span)> {
    ID.captures_iter(html)
        .filter_map(|captures| captures.iter().skip(1).flatten().next())
        .map(|id| (id.as_str().to_owned(), Span::from(id.range()).shift(at)))
        .collect()
}

/// Target, place of the target, words and whole span of each `<a href>` in `html`.
pub(super) fn links(html: &str, at: usize) -> Vec<(String, Span, String, Span)> {
    LINK.captures_iter(html)
        .filter_map(|captures| {
            let target = captures.get(1).or(captures.get(2))?;
            let whole = Span::from(captures.get(0)?.range()).shift(at);
            let place = Span::from(target.range()).shift(at);
            Some((target.as_str().to_owned(), place, without_tags(captures.get(3)?.as_str()), whole))
        })
        .collect()
}

/// The comments in `html`.
pub(super) fn comments(html: &str, at: usize) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find("<!--").map(|start| from + start) {
        let end = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
        let text = html[start + 4..end].trim_end_matches("-->").trim().to_owned();
        found.push(Comment { span: Span::new(start, end).shift(at), text });
        from = end;
    }
    found
}

/// Whether `html` is comments and nothing else.
pub(super) fn is_comment(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(after) = rest.strip_prefix("<!--") {
        rest = match after.find("-->") {
            Some(end) => after[end + 3..].trim_start(),
            None => "",
        };
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// Whether a reader sees anything: words, or an element that shows something by itself.
pub(super) fn has_content(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    let shows =
        ["<img", "<iframe", "<video", "<object", "<svg", "<form", "<input"].iter().any(|tag| lower.contains(tag));
    shows || !without_tags(html).is_empty()
}

fn without_tags(html: &str) -> String {
    TAG.replace_all(html, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Span {
    /// [`Span::trim`] for a span of the page whose text is at hand only as `html`, which begins at byte `at`.
    fn trim_in(self, html: &str, at: usize) -> Span {
        Span::new(self.start - at, self.end - at).trim(html).shift(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_headings() {
        let html = "x<h2 id=\"a\" class=b> Your <b>role</b></h2>";
        let found = headings(&html[1..], 1);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].level, found[0].text.as_str(), found[0].id.as_deref()), (2, "Your role", Some("a")));
        assert_eq!(&html[found[0].content.range()], "Your <b>role</b>");
    }

    #[test]
    fn reads_ids_and_links() {
        let html = "<a name='x'></a><a class=\"c\" href=\"/jobs/\">All <i>jobs</i></a>";
        assert_eq!(ids(html, 0)[0].0, "x");
        let found = links(html, 0);
        assert_eq!((found[0].0.as_str(), found[0].2.as_str()), ("/jobs/", "All jobs"));
        assert_eq!(&html[found[0].1.range()], "/jobs/");
    }

    #[test]
    fn tells_comments_from_other_html() {
        assert!(is_comment("<!-- a -->\n<!-- b -->\n"));
        assert!(!is_comment("<!-- a --><br>"));
        assert!(!is_comment("<div>"));
        assert_eq!(comments("<!-- a --> <!-- b", 0).len(), 2);
    }
}
