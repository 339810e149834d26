//! Arguments. Their words are the manual that `--help` prints.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jdlint::report::Format;
use jdlint::{CommandLine, Severity};

/// A linter for job descriptions kept as Markdown in git.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something was not checked or not \
                  written, or the arguments or the configuration are wrong.\nWithout a command jdlint checks."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: CheckArgs,
    /// Use this configuration file instead of those in the folders of the pages; its paths start at the current folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check job pages (the default)
    Check(CheckArgs),
    /// Print the section model of a page: what jdlint takes each section for
    Outline(OutlineArgs),
    /// Explain a rule: what, why, examples, options, how to change it
    Explain(ExplainArgs),
    /// List the rules, or run their examples
    Rules(RulesArgs),
    /// Print the settings that are decided for a page or a folder, and where each comes from
    Config(ConfigArgs),
    /// Write a draft job page with the sections that the policy asks for, and gaps to fill in
    New(NewArgs),
    /// Look at a repository, say what its job pages are like, and write a jdlint.yml for it
    Init(InitArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Pages and folders; `-` is standard input. A page that is named is always checked, in a folder only job pages are
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Apply the fixes that are right in every case, and report the rest
    #[arg(long)]
    pub(crate) fix: bool,
    /// With --fix or --diff: also apply fixes that a reader should look at
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// Print what --fix would change, as a diff; write nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Use only these rules or groups of rules
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(crate) select: Vec<String>,
    /// Leave these rules or groups of rules out
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(crate) ignore: Vec<String>,
    /// Use this policy instead of the configured one: a name or a file
    #[arg(long, value_name = "PRESET")]
    pub(crate) preset: Option<String>,
    /// Also ask other sites whether links to them lead anywhere: at most 500 URLs in two minutes, gently
    #[arg(long)]
    pub(crate) online: bool,
    /// With --online: use the proxy that the environment names, which may ask addresses that jdlint would not
    #[arg(long, requires = "online")]
    pub(crate) allow_proxy: bool,
    /// The least severity that fails the run
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, env = "JDLINT_OUTPUT_FORMAT", value_name = "FORMAT")]
    pub(crate) output_format: OutputFormat,
    /// Write the findings to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    /// Print counts by rule instead of findings
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Exit with 0 also if something was found
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// The name of the page on standard input, for its configuration and its links
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// No summary
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OutlineArgs {
    /// The page; with --steps pages and folders
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print the hiring steps alone, each with its stage, of one page or of many
    #[arg(long)]
    pub(crate) steps: bool,
    /// A tree for people, JSON for programs, with --steps also a matrix of pages and stages for a spreadsheet
    #[arg(long, value_enum, default_value_t = OutlineFormat::Tree, value_name = "FORMAT")]
    pub(crate) format: OutlineFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// The rule
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    pub(crate) command: Option<RulesCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Run the examples of all rules, or of the rule files that are named
    Test {
        /// Rule files
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ConfigArgs {
    /// A page or a folder
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewArgs {
    /// Use this policy instead of the configured one: a name or a file
    #[arg(long, value_name = "PRESET")]
    pub(crate) preset: Option<String>,
    /// The title of the job; without it the title is a gap too
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// Write the page to this new file, under the policy of its folder, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The folder to look at, which gets the jdlint.yml. One that has such a file keeps it
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Print the jdlint.yml, write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutlineFormat {
    Tree,
    Json,
    /// With --steps: a row for each list of steps, a column for each stage
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Info,
    Warning,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// With excerpts, for people
    Full,
    /// One line each
    Concise,
    /// One array
    Json,
    /// One object a line
    JsonLines,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab Code Quality
    Gitlab,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Info => Severity::Info,
            FailOn::Warning => Severity::Warning,
            FailOn::Error => Severity::Error,
        }
    }
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Full => Format::Full,
            OutputFormat::Concise => Format::Concise,
            OutputFormat::Json => Format::Json,
            OutputFormat::JsonLines => Format::JsonLines,
            OutputFormat::Github => Format::Github,
            OutputFormat::Gitlab => Format::Gitlab,
        }
    }
}

impl CheckArgs {
    /// The arguments as one more layer of configuration.
    pub(crate) fn layer(&self, config: Option<PathBuf>) -> CommandLine {
        CommandLine { config, preset: self.preset.clone(), select: self.select.clone(), ignore: self.ignore.clone() }
    }
}
