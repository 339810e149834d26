//! The words of an HTML block, as a reader sees them.

use crate::page::Place;
use crate::text::Span;

/// Words that are read in one go: those of a paragraph, an item or a cell.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::page) struct HtmlProse {
    pub(in crate::page) place: Place,
    /// Whether it stands in a `<blockquote>`.
    pub(in crate::page) quoted: bool,
    /// What stands between the tags, in bytes of the page.
    pub(in crate::page) pieces: Vec<Span>,
}

/// Elements that stand inside a sentence.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "data", "dfn", "em", "font", "i", "ins", "label", "mark", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "wbr",
];

/// Elements whose content nobody reads as prose.
const UNREAD: [&str; 11] =
    ["script", "style", "pre", "code", "textarea", "svg", "template", "select", "kbd", "samp", "noscript"];

/// The prose in `html`, which stands at byte `at` of the page.
pub(in crate::page) fn prose(html: &str, at: usize) -> Vec<HtmlProse> {
    let mut reader =
        Reader { html, at, found: Vec::new(), pieces: Vec::new(), place: Place::Paragraph, quotes: 0, unread: None };
    let mut from = 0;
    while from < html.len() {
        let rest = &html[from..];
        let tag = if rest.starts_with('<') { Tag::read(rest) } else { None };
        let len = match &tag {
            Some(tag) => tag.len,
            // The first character may be a `<` that is only a sign.
            None => {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                rest[first..].find('<').map_or(rest.len(), |next| first + next)
            }
        };
        match tag {
            Some(tag) => reader.tag(&tag),
            None if reader.unread.is_none() => reader.pieces.push(Span::new(from, from + len)),
            None => {}
        }
        from += len;
    }
    reader.end();
    reader.found
}

/// A tag, a comment or a declaration.
struct Tag {
    /// In small letters; none of a comment or a declaration.
    name: String,
    closes: bool,
    /// Its length in bytes.
    len: usize,
}

impl Tag {
    /// The tag that `html` begins with.
    fn read(html: &str) -> Option<Self> {
        let inner = html.strip_prefix('<')?;
        let (end, extra) = if inner.starts_with("!--") { ("-->", 3) } else { (">", 1) };
        let len = html.find(end).map_or(html.len(), |at| at + extra);
        let closes = inner.starts_with('/');
        let name: String = inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        is_tag.then(|| Self { name: name.to_ascii_lowercase(), closes, len })
    }
}

struct Reader<'h> {
    html: &'h str,
    at: usize,
    found: Vec<HtmlProse>,
    /// Of the prose that has not ended, in bytes of `html`.
    pieces: Vec<Span>,
    place: Place,
    quotes: usize,
    /// The element around whose content is not read.
    unread: Option<String>,
}

impl Reader<'_> {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some(unread) = &self.unread {
            if tag.closes && unread == name {
                self.unread = None;
            }
            return;
        }
        if UNREAD.contains(&name) && !tag.closes {
            self.unread = Some(name.to_owned());
        }
        if name.is_empty() || INLINE.contains(&name) || matches!(name, "code" | "kbd" | "samp") {
            return;
        }
        self.end();
        match name {
            "blockquote" if tag.closes => self.quotes = self.quotes.saturating_sub(1),
            "blockquote" => self.quotes += 1,
            "li" => self.place = if tag.closes { Place::Paragraph } else { Place::Item },
            "td" | "th" => self.place = if tag.closes { Place::Paragraph } else { Place::Cell },
            _ => {}
        }
    }

    /// Ends the prose so far, if there is any.
    fn end(&mut self) {
        let mut pieces = std::mem::take(&mut self.pieces);
        let is_blank = |piece: &Span| self.html[piece.range()].trim().is_empty();
        while pieces.last().is_some_and(is_blank) {
            pieces.pop();
        }
        let blank = pieces.iter().take_while(|piece| is_blank(piece)).count();
        pieces.drain(..blank);
        if let Some(first) = pieces.first_mut() {
            let text = &self.html[first.range()];
            first.start += text.len() - text.trim_start().len();
        }
        if let Some(last) = pieces.last_mut() {
            last.end -= self.html[last.range()].len() - self.html[last.range()].trim_end().len();
        }
        if !pieces.is_empty() {
            let pieces = pieces.into_iter().map(|piece| piece.shift(self.at)).collect();
            self.found.push(HtmlProse { place: self.place, quoted: self.quotes > 0, pieces });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, prose};

    fn read(html: &str) -> Vec<(Place, bool, String)> {
        let text = |span: &crate::text::Span| &html[span.range()];
        prose(html, 0)
            .iter()
            .map(|prose| (prose.place, prose.quoted, prose.pieces.iter().map(text).collect::<String>()))
            .collect()
    }

    #[test]
    fn words_between_tags_are_read_block_by_block() {
        let html = "<div class='x'>\n <p>You <b>keep</b> the <a href='/'>lamp</a>, 3 < 4.</p>\n <ul><li> Paint </li><li>Sail\n</ul></div>";
        let expected = [
            (Place::Paragraph, false, "You keep the lamp, 3 < 4.".to_owned()),
            (Place::Item, false, "Paint".to_owned()),
            (Place::Item, false, "Sail".to_owned()),
        ];
        assert_eq!(read(html), expected);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let html =
            "<!-- <p>no</p> --><script>var a = '<p>no</p>';</script><p>Use <code>no</code> now</p><blockquote>Said";
        let expected = [(Place::Paragraph, false, "Use  now".to_owned()), (Place::Paragraph, true, "Said".to_owned())];
        assert_eq!(read(html), expected);
        assert!(read("<p> </p><div><!-- open").is_empty());
    }
}
