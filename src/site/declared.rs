//! URLs that pages declare for themselves in their front matter.

use std::collections::HashMap;

use crate::page::FrontMatter;
use crate::text::yaml::{Node, Value};

use super::files::{self, Files};

/// Keys that give a page its URL, or another one that leads to it: `url`, `slug` and `aliases` (Hugo), `permalink` and
/// `redirect_from` (Jekyll), `slug` (Docusaurus).
const KEYS: [&str; 5] = ["url", "permalink", "slug", "aliases", "redirect_from"];

/// More pages than any site of people has; a loop in the file system must not be walked for ever.
const MOST_FILES: usize = 50_000;

/// The locations of the pages below some folders by the URLs that they declare, slashes at the ends left out.
pub(super) fn urls(files: &dyn Files, roots: &[String]) -> HashMap<String, String> {
    let mut urls = HashMap::new();
    for root in roots {
        let mut folders = vec![root.clone()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for name in files.list(&folder).iter().filter(|name| !name.starts_with('.')) {
                let Some(location) = files::join(&folder, name) else { continue };
                seen += 1;
                if seen > MOST_FILES {
                    return urls;
                }
                if files.is_folder(&location) {
                    folders.push(location);
                } else if name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".mdx") {
                    let Some(text) = files.read(&location) else { continue };
                    for url in declared_in(&text, &folder[root.len()..]) {
                        urls.entry(url).or_insert_with(|| location.clone());
                    }
                }
            }
        }
    }
    urls
}

/// The URLs that a page in `folder` declares.
fn declared_in(text: &str, folder: &str) -> Vec<String> {
    let begins = text.trim_start_matches('\u{feff}');
    if !(begins.starts_with("---") || begins.starts_with("+++")) {
        return Vec::new();
    }
    let Some(front_matter) = FrontMatter::read(text) else { return Vec::new() };
    let values = KEYS.iter().filter_map(|key| front_matter.get(key));
    let words = values.flat_map(|node| match &node.value {
        Value::Sequence(nodes) => nodes.iter().filter_map(Node::as_str).collect(),
        _ => node.as_str().into_iter().collect::<Vec<_>>(),
    });
    // Patterns like `/:year/:title/` are filled in when the site is built.
    let plain = words.filter(|url| !url.contains([':', '{', '*']));
    plain
        .filter_map(|url| match url.strip_prefix('/') {
            Some(path) => files::join("", path),
            None => files::join(folder, url),
        })
        .map(|url| url.trim_end_matches("/index.html").to_owned())
        .filter(|url| !url.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Memory;

    #[test]
    fn pages_are_found_by_the_urls_they_declare() {
        let files = Memory::new([
            ("content/a.md".to_owned(), "---\naliases: [/old/a/, b]\n---\n".to_owned()),
            ("content/jobs/c.md".to_owned(), "+++\nslug = \"see\"\n+++\n".to_owned()),
            ("content/d.md".to_owned(), "---\npermalink: /:year/d/\n---\n".to_owned()),
        ]);
        let urls = urls(&files, &["content".to_owned()]);
        assert_eq!(urls.get("old/a").map(String::as_str), Some("content/a.md"));
        assert_eq!(urls.get("b").map(String::as_str), Some("content/a.md"));
        assert_eq!(urls.get("jobs/see").map(String::as_str), Some("content/jobs/c.md"));
        assert_eq!(urls.len(), 3);
    }
}
