//! The contract of a rule kind.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Fix, Label};
use crate::page::{Page, Passage, PassageId, Role, Spelling, Vocabulary};
use crate::site::Resolutions;
use crate::text::yaml::{Located, Node, YamlError};
use crate::text::{Pattern, Span, nearest};

use super::{Scope, Sighting, Sought};

/// What runs on a page: a kind with its options.
///
/// A check says where something is and which values the message needs. It never decides how bad it is, how it is
/// put or whether it is shown.
pub trait Check: fmt::Debug + Send + Sync {
    /// Looks at the page.
    fn check(&self, page: &Page<'_>, context: &Context<'_>, findings: &mut Findings);

    /// Phrases to look for. They are searched together with those of all other rules, in one pass over the page;
    /// the check gets its own in [`Sighting::hits`].
    fn phrases(&self) -> Vec<Sought> {
        Vec::new()
    }

    /// Patterns to look for. Together with the phrases it is found out in which passages each of them may match; the check
    /// gets those in [`Context::candidates`] and reads no others.
    fn patterns(&self) -> &[Pattern] {
        &[]
    }

    /// Whether the check reads English words or headings, and so has nothing to say on a page in another language.
    fn reads_english(&self) -> bool {
        true
    }

    /// Whether the check wants to know what other sites say, so that they are worth asking.
    fn asks_other_sites(&self) -> bool {
        false
    }

    /// The sections that a draft page should have so that the check is content, in the order in which they should stand.
    fn sections_for_draft(&self) -> Vec<Role> {
        Vec::new()
    }

    /// Sentences that a draft page should have in the part that the rule reads, so that the check is content.
    fn sentences_for_draft(&self) -> Vec<&str> {
        Vec::new()
    }

    /// A list item that a draft page should have in the part that the rule reads, so that the check is content.
    fn item_for_draft(&self) -> Option<&str> {
        None
    }
}

/// A kind of rules: typed options and the check they make.
pub trait Kind: Check + Sized + 'static {
    /// What rule files call it.
    const NAME: &'static str;
    /// What it does, in one line for the manual.
    const ABOUT: &'static str;
    /// What messages may quote.
    const VALUES: &'static [ValueDoc];
    /// What `options:` may hold.
    type Options: DeserializeOwned;

    /// The check for these options.
    ///
    /// # Errors
    /// [`OptionError`] at the value that makes no sense.
    fn build(options: Self::Options, vocabulary: &Vocabulary) -> Result<Self, OptionError>;
}

/// A value that messages of a kind may quote as `{name}`, and what it is.
pub type ValueDoc = (&'static str, &'static str);

/// A kind as an entry of the table of kinds.
#[derive(Clone, Copy)]
pub struct KindEntry {
    /// What rule files call it.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What messages may quote.
    pub values: &'static [ValueDoc],
    /// Reads the options and makes the check.
    pub build: BuildCheck,
}

/// Reads the options of a rule and makes its check.
pub type BuildCheck = fn(&Node, &Vocabulary) -> Result<Box<dyn Check>, BuildError>;

/// Why options make no check.
#[derive(Debug)]
pub enum BuildError {
    /// They are not of the form that the kind asks for.
    Form(YamlError),
    /// They are, but a value makes no sense.
    Option(OptionError),
}

impl KindEntry {
    /// The entry of kind `K`.
    pub const fn of<K: Kind>() -> Self {
        Self {
            name: K::NAME,
            about: K::ABOUT,
            values: K::VALUES,
            build: |options, vocabulary| {
                let options = options.read::<K::Options>().map_err(BuildError::Form)?;
                let check = K::build(options, vocabulary).map_err(BuildError::Option)?;
                Ok(Box::new(check))
            },
        }
    }
}

/// A value of an option that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionError {
    /// The option: a key of `options:`.
    pub option: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where, in the file that gave the option.
    pub span: Span,
}

impl OptionError {
    /// An error at a value of `option`.
    pub fn new(option: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self { option, message: message.into(), help: None, span }
    }

    /// With what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The role that a value of `option` names.
///
/// # Errors
/// [`OptionError`] with the nearest role, if there is none of this name.
pub fn read_role(option: &'static str, name: &Located<String>, vocabulary: &Vocabulary) -> Result<Role, OptionError> {
    vocabulary.role(&name.value).cloned().ok_or_else(|| {
        let error = OptionError::new(option, format!("there is no section role `{}`", name.value), name.span);
        match nearest(&name.value, vocabulary.roles().map(|(role, _)| role.as_str())) {
            Some(near) => error.with_help(format!("Did you mean `{near}`?")),
            None => error,
        }
    })
}

/// What a check may know beside the page.
pub struct Context<'c> {
    /// The words for roles and stages.
    pub vocabulary: &'c Vocabulary,
    /// Which parts of the page the rule reads.
    pub scope: &'c Scope,
    /// Where the check's own phrases stand, in the order of the page and within the scope, and where its patterns may match.
    pub sighting: &'c Sighting,
    /// How the page should be spelled, where somebody has said so.
    pub spelling: Option<Spelling>,
    /// Where the links of the page lead.
    pub links: &'c Resolutions<'c>,
}

impl Context<'_> {
    /// Whether the rule reads this passage.
    pub fn reads(&self, page: &Page<'_>, passage: PassageId) -> bool {
        self.scope.includes(page, page.passage(passage))
    }

    /// The passages that the rule reads and in which patterns of its check may match, each with those patterns, by their index
    /// in [`Check::patterns`].
    pub fn candidates<'p>(
        &self,
        page: &'p Page<'_>,
    ) -> impl Iterator<Item = (PassageId, &'p Passage, impl Iterator<Item = usize>)> {
        let passages = self.sighting.candidates.chunk_by(|a, b| a.passage == b.passage);
        let passages = passages.filter_map(|patterns| Some((patterns.first()?.passage, patterns)));
        passages
            .filter(|(id, _)| self.reads(page, *id))
            .map(|(id, patterns)| (id, page.passage(id), patterns.iter().map(|candidate| candidate.pattern)))
    }
}

/// Something found: where, and the values for the message. It has a place by construction.
#[derive(Debug)]
pub struct Finding {
    pub(super) span: Span,
    pub(super) label: String,
    pub(super) related: Vec<Label>,
    pub(super) values: Vec<(&'static str, String)>,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Fix>,
    pub(super) cause: Option<String>,
}

impl Finding {
    /// Says at the place itself what it is, in a few words.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = text.into();
        self
    }

    /// Adds another place that belongs to it.
    pub fn related(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.related.push(Label::new(span, text));
        self
    }

    /// Gives a value to quote; see [`Kind::VALUES`].
    pub fn value(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.values.push((name, value.into()));
        self
    }

    /// Says what to do where that depends on the case; otherwise the rule's own `help` is shown.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Names what is behind it, where that can be behind findings on other pages too: the renamed heading that many link to.
    pub fn cause(&mut self, cause: impl Into<String>) -> &mut Self {
        self.cause = Some(cause.into());
        self
    }

    /// Offers the change that mends it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}

/// Where a check puts what it finds.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// A new finding at `span`.
    pub fn at(&mut self, span: Span) -> &mut Finding {
        self.0.push(Finding {
            span,
            label: String::new(),
            related: Vec::new(),
            values: Vec::new(),
            help: None,
            fix: None,
            cause: None,
        });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
