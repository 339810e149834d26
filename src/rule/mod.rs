//! What a rule is: words and options from a YAML file, and the check of its kind.

mod example;
mod file;
mod kind;
mod message;
mod phrases;
mod scope;
mod setting;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, Level, RuleId, Severity};
use crate::page::Page;
use crate::text::Source;

pub use example::{Example, ExampleOutcome};
pub use file::{OptionEntry, RuleFile};
pub use kind::{
    BuildCheck, BuildError, Check, Context, Finding, Findings, Kind, KindEntry, OptionError, ValueDoc, read_role,
};
pub use message::Message;
pub use phrases::{Candidate, Hit, PhraseIndex, Sighting, Sought};
pub use scope::Scope;
pub use setting::{RuleSetting, SettingLevel};

/// A rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the name of its file.
    pub id: RuleId,
    /// The folder of its file; `custom` for a team's own rule.
    pub group: String,
    /// The kind whose check it runs.
    pub kind: &'static str,
    /// How bad its findings are unless a configuration says otherwise.
    pub level: Level,
    /// What it is about, in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// Which parts of a page it reads.
    pub scope: Scope,
    /// What it finds and what it leaves alone.
    pub examples: Vec<Example>,
    /// The file it was read from.
    pub source: Arc<Source>,
    message: Message,
    help: Option<Message>,
    check: Box<dyn Check>,
}

impl Rule {
    /// The `options:` of its file as written there, without their indentation; none if it has none.
    pub fn options_text(&self) -> Option<String> {
        let text = self.source.text();
        let start = text.find("\noptions:\n")? + "\noptions:\n".len();
        let block = text[start..].lines().take_while(|line| line.is_empty() || line.starts_with(' '));
        let lines: Vec<&str> = block.map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        Some(lines.join("\n").trim_end().to_owned())
    }

    /// The check of its kind.
    pub fn check(&self) -> &dyn Check {
        &*self.check
    }

    /// What the rule finds on a page, with the severity that the configuration gave it.
    pub fn run(&self, page: &Page<'_>, context: &Context<'_>, severity: Severity) -> Vec<Diagnostic> {
        let mut findings = Findings::default();
        self.check.check(page, context, &mut findings);
        findings.into_iter().map(|finding| self.diagnostic(finding, severity)).collect()
    }

    /// A check says where and what; the words are those of the rule file.
    fn diagnostic(&self, finding: Finding, severity: Severity) -> Diagnostic {
        let message = self.message.fill(&finding.values);
        let help = finding.help.or_else(|| self.help.as_ref().map(|help| help.fill(&finding.values)));
        Diagnostic {
            rule: self.id.clone(),
            severity,
            message,
            primary: Label::new(finding.span, finding.label),
            related: finding.related,
            why: self.why.clone(),
            help,
            fix: finding.fix,
            cause: finding.cause,
        }
    }
}
