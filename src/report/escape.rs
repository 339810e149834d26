//! The one sink between the text of a page and any terminal, log or report.
//!
//! A page may come from a stranger's merge request. Printed as it is, it could clear a terminal, hide findings, or give
//! orders to the program that reads the log: the runner of GitHub Actions obeys `##[command]` anywhere on a line and
//! `::command::` at the beginning of one, Azure Pipelines `##vso[`, TeamCity `##teamcity[`, GitLab `section_start:`.

use std::borrow::Cow;
use std::io::{self, Write};

/// `text` with everything visible: control characters and marks that turn the direction of writing become `\u{..}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_visible(character, &mut shown);
    }
    Cow::Owned(shown)
}

/// Adds one character, or what stands for it.
pub(super) fn push_visible(character: char, shown: &mut String) {
    if is_hidden(character) {
        shown.extend(character.escape_unicode());
    } else {
        shown.push(character);
    }
}

/// Control characters (C0, DEL, C1) and Unicode's marks of direction. Tabs are harmless.
fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

/// Words after which some log reader obeys.
const ORDERS: [&str; 4] = ["##[", "##vso[", "##teamcity[", "section_"];

/// Writes text for people, line by line, so that no line is an order to a log reader.
///
/// # Errors
/// What the writer says.
pub fn write_text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for line in text.split_inclusive('\n') {
        let safe = without_orders(line);
        out.write_all(safe.as_bytes())?;
    }
    Ok(())
}

fn without_orders(line: &str) -> Cow<'_, str> {
    let begins = line.trim_start().starts_with("::");
    if !begins && !ORDERS.iter().any(|order| line.contains(order)) {
        return Cow::Borrowed(line);
    }
    let mut safe = line.replace("##[", "##\\[").replace("##vso[", "##vso\\[").replace("##teamcity[", "##teamcity\\[");
    for section in ["section_start:", "section_end:"] {
        safe = safe.replace(section, &section.replace(':', "\\:"));
    }
    if begins {
        safe = safe.replacen("::", "\\::", 1);
    }
    Cow::Owned(safe)
}

/// JSON text with the same value in which no log reader finds an order.
pub fn json(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) && character != '\n' {
            // Inside JSON text control characters stand in strings only, where \u is their name.
            safe.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            safe.push(character);
        }
    }
    for order in &ORDERS[..3] {
        safe = safe.replace(order, &order.replace('[', "\\u005b"));
    }
    safe
}

/// A cell of a table for a spreadsheet. A program that opens it runs what begins with one of these signs as a formula
/// ([OWASP, CSV injection](https://owasp.org/www-community/attacks/CSV_Injection)); an apostrophe makes it text.
pub fn cell(text: &str) -> String {
    let shown = visible(text);
    match shown.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t') => format!("'{shown}"),
        _ => shown.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write_text(text, &mut out).expect("to memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn nothing_reaches_the_terminal_unseen() {
        assert_eq!(visible("a\u{1b}[2Jb\u{7}\u{9b}c\u{202e}d\re"), "a\\u{1b}[2Jb\\u{7}\\u{9b}c\\u{202e}d\\u{d}e");
        assert_eq!(visible("plain é\t漢"), "plain é\t漢");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, safe) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("a=b", "a=b"), ("", ""), ("\r=1", "\\u{d}=1")] {
            assert_eq!(cell(text), safe);
        }
    }

    #[test]
    fn no_line_is_an_order() {
        for order in [
            "x ##[stop-commands]y",
            "12 | ##[add-mask]e",
            "::error::x",
            "  ::set-output name=a::b",
            "##vso[task.setvariable variable=a]b",
            "##teamcity[x]",
            "section_start:1:a",
        ] {
            let safe = written(order);
            let obeyed = safe.contains("##[")
                || safe.contains("##vso[")
                || safe.contains("##teamcity[")
                || safe.contains("section_start:")
                || safe.trim_start().starts_with("::");
            assert!(!obeyed, "{order} -> {safe}");
        }
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({ "a": "##[error]x ##vso[y \u{9b}" });
        let safe = json(&value.to_string());
        assert!(!safe.contains("##["));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("JSON"), value);
    }
}
