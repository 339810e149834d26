//! jdlint: a linter for job descriptions kept as Markdown in git.
//!
//! It reads a page into a **section model**, runs **rules that are YAML files**, and reports diagnostics that a hiring
//! manager can act on. This page is the architecture; `tests/architecture.rs` holds it.
//!
//! # Flow
//!
//! ```text
//! File --walk--> Source --page--> Page --rule--> Finding --rule--> Diagnostic --> Outcome --report--> bytes
//!    (or an editor's buffer)        ^ kinds, Site   ^ RuleSet <- rules/*.yml, Config  |
//!                                                                                     +--fix--> new text -> lint again
//! ```
//!
//! Nothing on the right is imported by anything on the left, and no two modules import each other.
//!
//! # Rooms
//!
//! A module imports only modules with a smaller number.
//!
//! | | module | what it knows |
//! |---|---|---|
//! | 1 | [`text`] | a text, bytes and lines, prose without markup, YAML with places |
//! | 2 | [`diagnostic`] | what can be said about a text: severity, labels, fixes as data |
//! | 3 | [`page`] | the section model: front matter, sections and their roles, prose, links, hiring steps |
//! | 4 | [`site`] | where links lead: layouts, redirects, anchors of other pages |
//! | 5 | (suppressions) | not built yet |
//! | 6 | [`rule`] | a rule as written, the contract of a kind, all phrases in one pass |
//! | 7 | [`kinds`], [`config`] | one file a kind; settings as written and as decided |
//! | 8 | [`ruleset`] | the built-in rules and presets, and which are in force |
//! | 9 | [`linter`] | the engine: a source in, an outcome out; no clock, no globals, files through the site alone |
//! | 10 | [`fixer`], [`walk`], [`online`] | edits applied until stable and written atomically; Markdown files below a folder; whether links to other sites lead anywhere, asked with `--online` alone |
//! | 11 | [`project`], [`catalog`], [`draft`], [`survey`] | the linter for a path; the rules as a manual and as tests; a page to begin with; what a repository has and a configuration for it |
//! | 12 | [`report`] | one file a format; one sink for page text |
//!
//! The command (`src/main.rs`, `src/cli/`) sees only this public face.
//!
//! # Decisions
//!
//! - **Rules are data.** A rule of an existing kind is one YAML file; its examples are its tests and its manual page.
//!   The engine never knows a rule's name.
//! - **A check says where and what.** How bad, how phrased and whether shown is decided after it: a
//!   [`Finding`](rule::Finding) has no severity and no words, a [`Diagnostic`] has all.
//! - **One coordinate system.** Bytes ([`Span`](text::Span)) everywhere; lines and columns are made at the edge.
//! - **Rules speak of roles, not of headings.** Real pages write "Responsibilities" in over four hundred ways.
//! - **Unknown is never broken.** A link is reported only if the site is known well enough to be sure.
//! - **The network is asked before the engine runs.** [`online`] gathers answers, the linter reads them through
//!   [`External`](site::External); a run without `--online` cannot open a socket.
//! - **Problems in users' files are diagnostics**, pages, configuration and rules alike, printed by the same code.
//! - **Page text is untrusted.** It leaves the program through [`report::escape`] alone.
//! - **Kinds are trait objects, not an enum.** Tagged enums lose the places of YAML values, and every module would know
//!   every kind.

pub mod catalog;
pub mod config;
pub mod diagnostic;
pub mod draft;
pub mod fixer;
pub mod kinds;
pub mod linter;
pub mod online;
pub mod page;
pub mod project;
pub mod report;
pub mod rule;
pub mod ruleset;
pub mod site;
pub mod survey;
pub mod text;
pub mod walk;

pub use config::CommandLine;
pub use diagnostic::{Diagnostic, Severity};
pub use linter::{Linter, Outcome};
pub use page::Page;
pub use project::{Error, Project};
pub use text::Source;
