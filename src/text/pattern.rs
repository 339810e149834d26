//! Regular expressions from rule files: checked when they are read, so that the error is at the pattern.

mod literals;

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer, de};

pub(crate) use literals::folds_to_ascii;

/// The longest pattern, in bytes.
const LONGEST: usize = 2_000;

/// The most memory that a compiled pattern may take, in bytes. `\w{1000}` takes more.
const MOST_MEMORY: usize = 1 << 20;

/// A regular expression that ignores case (`(?-i:...)` minds it). Linear in the text by the regex crate's promise.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// A regular expression that is part of the program: it compiles, or no test passes.
pub(crate) fn built_in_regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of the program is valid")
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(pattern: &str) -> Result<Self, String> {
        if pattern.len() > LONGEST {
            return Err(format!("the pattern is longer than {LONGEST} bytes"));
        }
        Self::new_long(pattern)
    }

    /// Compiles a pattern that is made of many words and may be long.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub(crate) fn new_long(pattern: &str) -> Result<Self, String> {
        if pattern.is_empty() {
            return Err("the pattern is empty: it would match everywhere".to_owned());
        }
        let built = RegexBuilder::new(pattern).case_insensitive(true).size_limit(MOST_MEMORY).nest_limit(50).build();
        built.map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large once compiled".to_owned(),
            // regex draws a picture above the line that says what is wrong.
            error => {
                let text = error.to_string();
                format!("not a pattern: {}", text.lines().last().unwrap_or_default().trim_start_matches("error: "))
            }
        })
    }

    /// The compiled pattern.
    pub fn regex(&self) -> &Regex {
        &self.0
    }

    /// Beginnings of words of which one stands in every text that it matches, in any case of ASCII letters.
    /// None if nothing of the kind is sure.
    pub fn required_words(&self) -> Option<Vec<String>> {
        literals::required(self.as_str())
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wrong_patterns_say_why() {
        for (pattern, why) in [
            ("", "empty"),
            ("(a", "unclosed group"),
            ("(?=a)", "look-around"),
            (r"(a)\1", "backreferences"),
            (r"\pL{1000}{1000}", "too large"),
        ] {
            let error = Pattern::new(pattern).expect_err(pattern);
            assert!(error.contains(why), "{pattern}: {error}");
        }
        assert!(Pattern::new("ninja").expect("valid").regex().is_match("NINJA"));
    }
}
