//! How long a step takes: "a 30-minute call", "45 to 60 minutes".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Plain, Span, built_in_regex};

/// How long a step takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration {
    /// The number and its unit.
    pub span: Span,
    /// At least so many minutes.
    pub least: u32,
    /// At most so many minutes.
    pub most: u32,
    /// How it is written.
    pub writing: Writing,
}

/// How a duration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Writing {
    /// What stands between the number and the unit: a hyphen, a space, or nothing.
    pub joint: Option<char>,
    /// Whether the unit is cut short: `min`, `hr`.
    pub short: bool,
    /// Whether the unit is in the plural: "45 minutes".
    pub plural: bool,
}

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?P<least>\d{1,3}|\d\.5|an?|one|two|three|half an|half)(?: ?(?:-|–|to) ?(?P<most>\d{1,3}))?(?P<joint>[ -]?)(?P<unit>minutes?|mins?|hours?|hrs?)\b";
    built_in_regex(pattern)
});

/// The durations in a part of the words of a step. "One hour and 30 minutes" is one.
pub(super) fn find(plain: &Plain, part: Range<usize>) -> Vec<Duration> {
    let text = &plain.text()[part.clone()];
    let mut found: Vec<(usize, Duration)> = Vec::new();
    for captures in DURATION.captures_iter(text) {
        let (Some(all), Some(unit)) = (captures.get(0), captures.name("unit")) else { continue };
        let unit = unit.as_str().to_lowercase();
        let minutes = |name: &str| captures.name(name).and_then(|number| number_of(number.as_str(), &unit));
        let Some(least) = minutes("least") else { continue };
        let duration = Duration {
            span: plain.span(part.start + all.start()..part.start + all.end()),
            least,
            most: minutes("most").unwrap_or(least).max(least),
            writing: Writing {
                joint: captures.name("joint").and_then(|joint| joint.as_str().chars().next()),
                short: unit.starts_with("min") && unit.len() < 5 || unit.starts_with("hr"),
                plural: unit.ends_with('s'),
            },
        };
        match found.last_mut() {
            Some((end, before)) if &text[*end..all.start()] == " and " && before.least >= 60 && least < 60 => {
                before.span = before.span.join(duration.span);
                before.least += duration.least;
                before.most += duration.most;
                *end = all.end();
            }
            _ => found.push((all.end(), duration)),
        }
    }
    found.into_iter().map(|(_, duration)| duration).collect()
}

/// A number of hours or minutes, in minutes.
fn number_of(number: &str, unit: &str) -> Option<u32> {
    let factor = if unit.starts_with('h') { 60 } else { 1 };
    let whole = match number.to_lowercase().as_str() {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "half" | "half an" => return (factor == 60).then_some(30),
        other => match other.strip_suffix(".5") {
            Some(whole) => return Some(whole.parse::<u32>().ok()? * factor + factor / 2),
            None => other.parse().ok()?,
        },
    };
    Some(whole * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, u32, u32)> {
        let found = find(&Plain::of(text, Span::new(0, text.len())), 0..text.len());
        found.into_iter().map(|found| (text[found.span.range()].to_owned(), found.least, found.most)).collect()
    }

    #[test]
    fn durations_are_read_in_minutes() {
        for (text, expected) in [
            ("a 30-minute call", Some(("30-minute", 30, 30))),
            ("a 30min call", Some(("30min", 30, 30))),
            ("takes 45 to 60 minutes", Some(("45 to 60 minutes", 45, 60))),
            ("30-45 minute interview", Some(("30-45 minute", 30, 45))),
            ("a 1 hour interview", Some(("1 hour", 60, 60))),
            ("1.5 hours", Some(("1.5 hours", 90, 90))),
            ("half an hour", Some(("half an hour", 30, 30))),
            ("one hour and 30 minutes", Some(("one hour and 30 minutes", 90, 90))),
            ("in a few minutes", None),
            ("within 24 days", None),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(words, a, b)| (words.to_owned(), a, b)).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn writing_is_kept() {
        let text = "a 30min call, then 45 minutes and a 60-minute talk";
        let found = find(&Plain::of(text, Span::new(0, text.len())), 0..text.len());
        let writings: Vec<_> =
            found.iter().map(|found| (found.writing.joint, found.writing.short, found.writing.plural)).collect();
        assert_eq!(writings, [(None, true, false), (Some(' '), false, true), (Some('-'), false, false)]);
    }
}
