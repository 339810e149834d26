//! What stands in a page but is not Markdown: templates and attributes.
//!
//! A Markdown parser would take `[a]({{< ref "b" >}})` for no link and `{: .no_toc}` for prose. They are overwritten
//! with filler of the same length before parsing, so that every byte stays where it is, and kept in a side table.

use crate::text::Span;

/// A template or an attribute in the body of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: MaskKind,
    /// The id that an attribute sets.
    pub id: Option<String>,
    /// Whether it stands alone on its lines, so that the site may put whole blocks in its place.
    pub alone: bool,
}

/// What a [`Mask`] covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaskKind {
    /// `<% ... %>`
    Erb,
    /// `{{< ... >}}` or `{{% ... %}}`
    Shortcode,
    /// `{{ ... }}` or `{% ... %}`
    Liquid,
    /// kramdown's `{: ... }`, `{:: ... }` and `{#id}`
    Attribute,
}

impl MaskKind {
    /// Whether the site puts text in its place.
    pub fn writes(self) -> bool {
        !matches!(self, MaskKind::Attribute)
    }
}

/// A text with its templates overwritten.
pub(super) struct Masked {
    /// As long as the text it was made from.
    pub(super) text: String,
    pub(super) masks: Vec<Mask>,
    /// Lines of the form `##Words`, made headings by turning their last `#` to a blank: offset of the line, and the
    /// level that was meant.
    pub(super) unspaced: Vec<(usize, u8)>,
}

/// Longest template in bytes; what is longer is an opening mark without its end.
const LONGEST: usize = 8 * 1024;

/// Overwrites the templates of `text` from byte `body` on.
pub(super) fn mask(text: &str, body: usize) -> Masked {
    let mut masks = find(text, body);
    let mut bytes = text.as_bytes().to_vec();
    for mask in &mut masks {
        mask.alone = fill(text, &mut bytes, mask);
    }
    let unspaced = space_headings(&mut bytes, body);
    // Only whole characters were replaced, and only by ASCII; the text is unchanged elsewhere.
    let text = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
    Masked { text, masks, unspaced }
}

/// Those of `masks`, which stand in the order of the page, that overlap `span`.
pub(super) fn overlapping(masks: &[Mask], span: Span) -> impl Iterator<Item = &Mask> {
    let first = masks.partition_point(|mask| mask.span.end <= span.start);
    masks[first..].iter().take_while(move |mask| mask.span.start < span.end)
}

fn find(text: &str, body: usize) -> Vec<Mask> {
    let mut masks = Vec::new();
    let mut at = body;
    while let Some(found) = text[at..].find(['<', '{']) {
        let start = at + found;
        match mask_at(text, start) {
            Some(mask) => {
                at = mask.span.end;
                masks.push(mask);
            }
            None => at = start + 1,
        }
    }
    masks
}

fn mask_at(text: &str, start: usize) -> Option<Mask> {
    let rest = &text[start..];
    let until = |mark: &str, lines: bool| {
        let mut window = LONGEST.min(rest.len());
        while !rest.is_char_boundary(window) {
            window -= 1;
        }
        let window = &rest[..window];
        let end = window.find(mark)? + mark.len();
        (lines || !window[..end].contains('\n')).then_some(end)
    };
    let (kind, len) = if rest.starts_with("<%") {
        (MaskKind::Erb, until("%>", true)?)
    } else if rest.starts_with("{{<") {
        (MaskKind::Shortcode, until(">}}", true)?)
    } else if rest.starts_with("{{%") {
        (MaskKind::Shortcode, until("%}}", true)?)
    } else if rest.starts_with("{{") {
        (MaskKind::Liquid, until("}}", false)?)
    } else if rest.starts_with("{%") {
        (MaskKind::Liquid, until("%}", true)?)
    } else if rest.starts_with("{:") || rest.starts_with("{#") {
        (MaskKind::Attribute, until("}", false)?)
    } else {
        return None;
    };
    let inner = &rest[..len];
    if inner.starts_with("{#") && !inner[2..len - 1].bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b))
    {
        return None;
    }
    let id = (kind == MaskKind::Attribute).then(|| attribute_id(inner)).flatten();
    Some(Mask { span: Span::new(start, start + len), kind, id, alone: false })
}

/// The id in `{#id}` or `{: .class #id}`.
fn attribute_id(attribute: &str) -> Option<String> {
    let at = attribute.find('#')? + 1;
    let id: String = attribute[at..].chars().take_while(|c| !c.is_whitespace() && !"}.#".contains(*c)).collect();
    (!id.is_empty()).then_some(id)
}

/// A template alone on its line becomes a blank line, one inside a line a word without a break. Says which it was.
fn fill(text: &str, bytes: &mut [u8], mask: &Mask) -> bool {
    let span = mask.span;
    // No search for the ends of the line: a line may be a megabyte long and full of templates.
    let in_line = |byte: &&u8| **byte != b'\n';
    let before_is_blank = bytes[..span.start].iter().rev().take_while(in_line).all(u8::is_ascii_whitespace);
    let after_is_blank = bytes[span.end..].iter().take_while(in_line).all(u8::is_ascii_whitespace);
    let multi_line = text[span.range()].contains('\n');
    // At the end of a line (`## Levels {#levels}`) blanks are trimmed away by the parser; inside they would split it.
    let alone = (before_is_blank && after_is_blank) || multi_line;
    let blank = alone || (mask.kind == MaskKind::Attribute && after_is_blank);
    for byte in &mut bytes[span.range()] {
        if *byte != b'\n' && *byte != b'\r' {
            *byte = if blank { b' ' } else { b'x' };
        }
    }
    alone
}

/// `##Words` is a heading to its author: `# Words` is one to the parser too.
fn space_headings(bytes: &mut [u8], body: usize) -> Vec<(usize, u8)> {
    let mut found = Vec::new();
    let mut fenced = false;
    let mut at = body;
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n + 1);
        let line = &bytes[at..end];
        let indent = line.iter().take_while(|b| **b == b' ').count();
        let rest = &line[indent..];
        if rest.starts_with(b"```") || rest.starts_with(b"~~~") {
            fenced = !fenced;
        }
        let marks = rest.iter().take_while(|b| **b == b'#').count();
        let next = rest.get(marks).copied().unwrap_or(b' ');
        if !fenced && indent < 4 && (2..=6).contains(&marks) && !next.is_ascii_whitespace() {
            bytes[at + indent + marks - 1] = b' ';
            found.push((at + indent, marks as u8));
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let masked = mask(text, 0);
        assert_eq!(masked.text.len(), text.len());
        masked.text
    }

    #[test]
    fn a_shortcode_in_a_link_keeps_the_link() {
        assert_eq!(masked("[a]({{< ref \"b c\" >}})"), "[a](xxxxxxxxxxxxxxxxx)");
    }

    #[test]
    fn a_template_alone_on_its_line_is_a_blank_line() {
        assert_eq!(masked("a\n<%= partial %>\nb"), "a\n              \nb");
        assert_eq!(masked("## Levels {#levels}\n"), "## Levels          \n");
    }

    #[test]
    fn attributes_give_their_id() {
        let ids = |text| mask(text, 0).masks.into_iter().map(|mask| mask.id).collect::<Vec<_>>();
        assert_eq!(ids("## A {#a-b}"), [Some("a-b".to_owned())]);
        assert_eq!(ids("{: .x #y }"), [Some("y".to_owned())]);
        assert_eq!(ids("{:.no_toc}"), [None]);
        assert!(ids("{add name} and { x }").is_empty());
    }

    #[test]
    fn headings_without_a_space_are_spaced() {
        let text = "##Duties\n```\n##code\n```\n#tag\n## Fine\n";
        let result = mask(text, 0);
        assert_eq!(result.unspaced, [(0, 2)]);
        assert_eq!(result.text, "# Duties\n```\n##code\n```\n#tag\n## Fine\n");
    }

    #[test]
    fn an_opening_mark_without_an_end_is_prose() {
        assert_eq!(masked("a <% b {{ c\n}} {: d"), "a <% b {{ c\n}} {: d");
    }
}
