//! Numbers of years that somebody must have done something.

use serde::Deserialize;

use crate::page::{Page, Role, Vocabulary};
use crate::rule::{Check, Context, Findings, Kind, OptionError, ValueDoc, read_role};
use crate::text::Pattern;
use crate::text::yaml::{Located, OneOrMany};

/// Finds required years of experience from a number on.
#[derive(Debug)]
pub(super) struct Years {
    years: [Pattern; 1],
    except: Vec<Pattern>,
    from: u32,
    sections: Vec<Role>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The number from which on it is reported; of a range the lower one counts.
    from: u32,
    /// The roles of the sections in which any number of years is meant; elsewhere it must say "experience".
    sections: OneOrMany<Located<String>>,
    /// What overlaps one of these is left alone.
    #[serde(default)]
    except: OneOrMany<Pattern>,
}

/// Words for numbers.
const NUMBERS: [(&str, u32); 14] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
];

/// "At least 10+ years", "7-10 years'", "ten or more years", "10 (ten) years of relevant experience".
const YEARS: &str = r"\b(?:at least |(?:a )?minimum(?: of)? |over |more than )?(?P<years>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)(?: \(\w+\))?\s?\+?(?:\s?(?:-|[\x{2010}-\x{2014}]|to|or)\s?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty))?\s?\+?(?: plus| or more)? ?\b(?:years?|yrs)\b\+?'?(?:(?: of)?(?: [\w/&,-]+){0,5}? experience\b)?";

impl Kind for Years {
    const NAME: &'static str = "years";
    const ABOUT: &'static str = "numbers of years that somebody must have done something";
    const VALUES: &'static [ValueDoc] =
        &[("match", "the words as the page has them"), ("years", "the number of years")];
    type Options = Options;

    fn build(options: Options, vocabulary: &Vocabulary) -> Result<Self, OptionError> {
        let sections = options.sections.0.iter().map(|name| read_role("sections", name, vocabulary));
        let sections = sections.collect::<Result<_, _>>()?;
        let years = Pattern::new_long(YEARS).expect("a pattern of the program is valid");
        Ok(Self { years: [years], except: options.except.0, from: options.from, sections })
    }
}

impl Check for Years {
    fn patterns(&self) -> &[Pattern] {
        &self.years
    }

    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings) {
        for (_, passage, _) in context.candidates(page) {
            let text = passage.plain.text();
            for captures in self.years[0].regex().captures_iter(text) {
                let (Some(whole), Some(years)) = (captures.get(0), captures.name("years")) else { continue };
                let word = years.as_str().to_ascii_lowercase();
                let named = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
                let Some(number) = word.parse().ok().or(named) else { continue };
                let is_excepted = self.except.iter().any(|except| {
                    let mut found = except.regex().find_iter(text);
                    found.any(|found| found.start() < whole.end() && whole.start() < found.end())
                });
                // Elsewhere than among the requirements years are those of a company or a plan, unless it says what they are of.
                let says_experience = whole.as_str().to_ascii_lowercase().ends_with("experience");
                let is_asked =
                    says_experience || self.sections.iter().any(|role| page.role_at(passage.section) == Some(role));
                if number < self.from || is_excepted || !is_asked {
                    continue;
                }
                let finding = findings.at(passage.plain.span(whole.range()));
                finding.value("match", whole.as_str()).value("years", number.to_string());
            }
        }
    }
}
