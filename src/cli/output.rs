//! Standard output and standard error. A closed pipe (`| head`) is no error and changes no exit code.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use jdlint::Error;
use jdlint::diagnostic::Invalid;
use jdlint::report::{Format, PageReport, Report, Style, escape};

use super::args::Color;

/// Where the command writes.
pub(crate) struct Output {
    color: Color,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        Self { color }
    }

    /// How standard output wants it.
    pub(crate) fn style(&self) -> Style {
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            // anstream knows NO_COLOR, CLICOLOR, TERM=dumb and terminals.
            Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        };
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100);
        Style { color, width }
    }

    /// Writes to standard output through `write`.
    ///
    /// # Errors
    /// What the system says, but for a reader that went away.
    pub(crate) fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = write(&mut out).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// Writes text that is ready to be read, such as a manual page, to standard output.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub(crate) fn text(&self, text: &str) -> io::Result<()> {
        self.write(|out| escape::write_text(text, out))
    }

    /// Writes to standard error. There is no one to tell if that fails.
    pub(crate) fn note(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let _ = write(&mut io::stderr().lock());
    }

    /// Whether standard error is a terminal, where progress may be shown.
    pub(crate) fn notes_are_watched(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// Writes a file that must not be there yet.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is anything of this name, be it a link to nowhere, or the system says no.
    pub(crate) fn new_file(path: &Path, text: &str) -> Result<(), Error> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
            let name = path.display();
            Error::Usage(match error.kind() {
                io::ErrorKind::AlreadyExists => format!("{name} is there already: not overwritten"),
                io::ErrorKind::NotFound => format!("{name}: there is no such folder"),
                _ => format!("{name} cannot be written: {error}"),
            })
        })?;
        file.write_all(text.as_bytes())
            .map_err(|error| Error::Usage(format!("{} is incomplete: {error}", path.display())))
    }

    /// Says on standard error what was done.
    pub(crate) fn done(&self, message: &str) {
        let line = format!("{}\n", escape::visible(message));
        self.note(|out| escape::write_text(&line, out));
    }

    /// Says on standard error what went wrong.
    pub(crate) fn problem(&self, message: &str) {
        let line = format!("error: {}\n", escape::visible(message));
        self.note(|out| escape::write_text(&line, out));
    }

    /// Says on standard error what is wrong with the arguments or the configuration.
    pub(crate) fn error(&self, error: &Error) {
        match error {
            Error::Usage(message) => self.problem(message),
            Error::Invalid(diagnostics) => {
                let mut report = Report::default();
                for Invalid { source, diagnostic } in diagnostics {
                    let source = Arc::clone(source);
                    report.pages.push(PageReport { source, diagnostics: vec![(**diagnostic).clone()] });
                }
                let color = self.color == Color::Always || (self.color == Color::Auto && io::stderr().is_terminal());
                let style = Style { color, ..self.style() };
                self.note(|out| report.write(Format::Full, style, out));
            }
        }
    }
}

/// A failure to write, as an error of the command.
pub(crate) fn unwritten(error: &io::Error) -> Error {
    Error::Usage(format!("the output cannot be written: {error}"))
}
