//! How headings become anchors, as three families of sites do it.
//!
//! The algorithms were read in the projects' own sources: kramdown-parser-gfm 1.1 (`generate_gfm_header_id`),
//! html-pipeline's TOC filter (GitHub), Hugo's `markup/goldmark/autoid.go`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::page::{Heading, HeadingStyle, Page};
use crate::text::{Span, built_in_regex, nearest_name};

/// Who makes the anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorStyle {
    /// kramdown with GitHub's dialect: Middleman, Jekyll.
    KramdownGfm,
    /// GitHub itself and its many imitators.
    Github,
    /// Hugo.
    Goldmark,
}

/// The anchors of a page.
#[derive(Debug)]
pub struct Anchors {
    ids: BTreeSet<String>,
    templated: bool,
    /// The nearest by spelling, for anchors that were asked for: many links lead to one heading that was renamed.
    nearest: Mutex<HashMap<String, Option<String>>>,
}

static NO_WORD: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"[^\w\- \t]"));
static NO_LETTER: LazyLock<Regex> = LazyLock::new(|| built_in_regex(r"[^\p{L}\p{Nd}_\- \t]"));

impl Anchors {
    /// The anchors of `page` by one way of making them, or by all.
    pub fn of(page: &Page<'_>, style: Option<AnchorStyle>) -> Self {
        let all = [AnchorStyle::KramdownGfm, AnchorStyle::Github, AnchorStyle::Goldmark];
        let styles = style.map_or(all.to_vec(), |style| vec![style]);
        let mut ids: BTreeSet<String> = page.ids().iter().map(|(id, _)| id.clone()).collect();
        for style in styles {
            ids.extend(style.ids(page));
        }
        Self { ids, templated: page.has_block_templates(), nearest: Mutex::default() }
    }

    /// Whether there is an anchor of exactly this name.
    pub fn contains(&self, anchor: &str) -> bool {
        self.ids.contains(anchor)
    }

    /// The anchor that was probably meant: the one that the words of the link would give, the same in another case, or
    /// one that is spelled almost alike.
    pub fn nearest(&self, anchor: &str, words: &str) -> Option<String> {
        let of_words = slug_of(&words.to_lowercase(), &NO_WORD);
        let same = |wanted: &str| self.ids.iter().find(|id| id.eq_ignore_ascii_case(wanted)).map(String::as_str);
        // On a page of more headings than people write, to compare them all for every link would take long.
        const MOST_IDS: usize = 1_000;
        let spelled = || {
            let mut known = self.nearest.lock().unwrap_or_else(PoisonError::into_inner);
            let find = || nearest_name(anchor, self.ids.iter().take(MOST_IDS).map(String::as_str)).map(str::to_owned);
            known.entry(anchor.to_owned()).or_insert_with(find).clone()
        };
        same(anchor).or_else(|| same(&of_words)).map(str::to_owned).or_else(spelled)
    }

    /// Whether a template may add headings that are not in the file.
    pub fn is_templated(&self) -> bool {
        self.templated
    }
}

impl AnchorStyle {
    /// The anchors of the headings of `page`, in its order.
    pub fn ids(self, page: &Page<'_>) -> Vec<String> {
        let headings =
            page.headings().into_iter().filter(|heading| heading.style.has_anchor() || heading.explicit_id.is_some());
        let mut ids = Vec::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for heading in headings {
            if let Some(id) = heading.explicit_id.as_ref().filter(|_| self.honors_id(heading, page)) {
                ids.push(id.clone());
                if self == AnchorStyle::Goldmark {
                    taken.insert(id.clone());
                }
                continue;
            }
            let base = self.slug(heading, page);
            let id = match self {
                // kramdown counts headings of the same words and never looks whether the result is free.
                AnchorStyle::KramdownGfm => {
                    let count = counts.entry(base.clone()).and_modify(|count| *count += 1).or_insert(0);
                    if *count == 0 { base } else { format!("{base}-{count}") }
                }
                AnchorStyle::Github | AnchorStyle::Goldmark => {
                    // What was taken stays taken: the search goes on where it ended for the last heading of these words.
                    let count = counts.entry(base.clone()).or_insert(0);
                    let mut id = if *count == 0 { base.clone() } else { format!("{base}-{count}") };
                    while taken.contains(&id) {
                        *count += 1;
                        id = format!("{base}-{count}");
                    }
                    taken.insert(id.clone());
                    id
                }
            };
            // A heading of signs alone has no anchor.
            if !id.is_empty() {
                ids.push(id);
            }
        }
        ids
    }

    /// Whether the id that a heading is given counts: `{#id}` on its line is no attribute to GitHub, `{: #id}` below it
    /// is one to kramdown alone.
    fn honors_id(self, heading: &Heading, page: &Page<'_>) -> bool {
        match self {
            AnchorStyle::KramdownGfm => true,
            AnchorStyle::Github => heading.style == HeadingStyle::Html,
            AnchorStyle::Goldmark => heading.style == HeadingStyle::Html || is_on_line(heading, page),
        }
    }

    fn slug(self, heading: &Heading, page: &Page<'_>) -> String {
        match self {
            AnchorStyle::KramdownGfm => {
                // kramdown makes dashes of hyphens first, and a dash is no word character.
                let typographic = heading.rendered.replace("---", "").replace("--", "");
                slug_of(&typographic.to_lowercase(), &NO_WORD)
            }
            AnchorStyle::Github => {
                // To GitHub `{#id}` is a part of the words.
                let on_line = heading.explicit_id.as_ref().filter(|_| is_on_line(heading, page));
                let id = on_line.map(|id| format!(" {id}")).unwrap_or_default();
                let words = format!("{}{id}", heading.rendered.trim_end_matches([' ', '\u{a0}']));
                slug_of(&words.to_lowercase(), &NO_WORD)
            }
            AnchorStyle::Goldmark => {
                // Hugo works on the line as it is written: targets of links and names of tags stay in the anchor.
                let written = page.source().slice(heading.content).to_lowercase();
                let slug = slug_of(&written, &NO_LETTER);
                if slug.is_empty() { "heading".to_owned() } else { slug }
            }
        }
    }
}

/// Whether the id of a heading is written on its line, as `{#id}`.
fn is_on_line(heading: &Heading, page: &Page<'_>) -> bool {
    let line = Span::new(heading.span.start, page.source().text().len());
    page.source().slice(page.source().first_line(line)).contains("{#")
}

/// The words of a text as they go into an anchor: what `other` matches is left out. Nearly all headings are ASCII, for
/// which no pattern is needed.
fn slug_of(text: &str, other: &Regex) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || b"_- \t".contains(byte));
        return kept.map(|byte| if byte == b' ' || byte == b'\t' { '-' } else { char::from(byte) }).collect();
    }
    hyphenate(&other.replace_all(text, ""))
}

fn hyphenate(text: &str) -> String {
    text.replace([' ', '\t'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn ids(style: AnchorStyle, text: &str) -> Vec<String> {
        let source = Source::new("page.md", text);
        style.ids(&Page::skeleton(&source))
    }

    #[test]
    fn tricky_headings() {
        use AnchorStyle::{Github, Goldmark, KramdownGfm};
        for (heading, kramdown, github, goldmark) in [
            ("## Q&A Videos", "qa-videos", "qa-videos", "qa-videos"),
            ("## Trust & Safety", "trust--safety", "trust--safety", "trust--safety"),
            ("## a -- b --- c", "a--b--c", "a----b-----c", "a----b-----c"),
            ("## [Terms](/x/) here", "terms-here", "terms-here", "termsx-here"),
            ("## **Levels**", "levels", "levels", "levels"),
            ("## What’s it like?", "whats-it-like", "whats-it-like", "whats-it-like"),
            ("## data _out_ of", "data-out-of", "data-out-of", "data-_out_-of"),
            ("## Own {#mine}", "mine", "own-mine", "mine"),
            ("## `code_span` x", "code_span-x", "code_span-x", "code_span-x"),
        ] {
            assert_eq!(ids(KramdownGfm, heading), [kramdown], "{heading}");
            assert_eq!(ids(Github, heading), [github], "{heading}");
            assert_eq!(ids(Goldmark, heading), [goldmark], "{heading}");
        }
    }

    #[test]
    fn repeats_are_numbered() {
        let text = "# A\n# A-1\n# A\n";
        assert_eq!(ids(AnchorStyle::KramdownGfm, text), ["a", "a-1", "a-1"]);
        assert_eq!(ids(AnchorStyle::Github, text), ["a", "a-1", "a-2"]);
    }
}
