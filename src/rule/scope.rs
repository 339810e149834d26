//! Which parts of a page a rule reads.

use crate::page::{Page, Passage, Place, Role, Vocabulary};
use crate::text::nearest;

/// Which passages a rule reads: places, and sections by their role. Quotes are somebody else's words and never read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    headings: bool,
    paragraphs: bool,
    items: bool,
    cells: bool,
    title: bool,
    roles: Vec<Role>,
    not_roles: Vec<Role>,
}

impl Default for Scope {
    /// All prose: paragraphs, items, cells and the title, but no headings.
    fn default() -> Self {
        Self {
            headings: false,
            paragraphs: true,
            items: true,
            cells: true,
            title: true,
            roles: Vec::new(),
            not_roles: Vec::new(),
        }
    }
}

/// The words for places in rule files.
const PLACES: [&str; 6] = ["prose", "headings", "paragraphs", "items", "cells", "title"];

impl Scope {
    /// Reads the words of a rule file: `prose`, `headings`, `paragraphs`, `items`, `cells`, `title`, `role(NAME)`,
    /// `not role(NAME)`.
    ///
    /// # Errors
    /// The index of the word that is not known, what is wrong with it and the nearest known one.
    pub fn read(words: &[String], vocabulary: &Vocabulary) -> Result<Self, (usize, String, Option<String>)> {
        let mut scope = Self {
            headings: false,
            paragraphs: false,
            items: false,
            cells: false,
            title: false,
            roles: Vec::new(),
            not_roles: Vec::new(),
        };
        for (index, word) in words.iter().enumerate() {
            let (not, positive) = match word.trim().strip_prefix("not ") {
                Some(rest) => (true, rest.trim()),
                None => (false, word.trim()),
            };
            if let Some(name) = positive.strip_prefix("role(").and_then(|rest| rest.strip_suffix(')')) {
                let Some(role) = vocabulary.role(name) else {
                    let near = nearest(name, vocabulary.roles().map(|(role, _)| role.as_str()));
                    let help = near.map(|near| format!("Did you mean `role({near})`?"));
                    return Err((index, format!("there is no section role `{name}`"), help));
                };
                if not {
                    scope.not_roles.push(role.clone());
                } else {
                    scope.roles.push(role.clone());
                }
                continue;
            }
            match positive {
                "prose" => {
                    (scope.paragraphs, scope.items, scope.cells, scope.title) = (!not, !not, !not, !not);
                }
                "headings" => scope.headings = !not,
                "paragraphs" => scope.paragraphs = !not,
                "items" => scope.items = !not,
                "cells" => scope.cells = !not,
                "title" => scope.title = !not,
                _ => {
                    let near = nearest(positive, PLACES);
                    let help = match near {
                        Some(near) => format!("Did you mean `{near}`?"),
                        None => format!("Possible: {}, role(NAME), not role(NAME).", PLACES.join(", ")),
                    };
                    return Err((index, format!("`{word}` is no part of a page"), Some(help)));
                }
            }
        }
        let names_places = scope.headings || scope.paragraphs || scope.items || scope.cells || scope.title;
        if !names_places {
            let all = Self::default();
            scope = Self { roles: scope.roles, not_roles: scope.not_roles, ..all };
        }
        Ok(scope)
    }

    /// The roles that a rule is limited to; none if it reads sections of all.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether a rule of this scope reads `passage`.
    pub fn includes(&self, page: &Page<'_>, passage: &Passage) -> bool {
        if passage.quoted {
            return false;
        }
        let place = match passage.place {
            Place::Heading => self.headings,
            Place::Paragraph => self.paragraphs,
            Place::Item => self.items,
            Place::Cell => self.cells,
            Place::FrontMatter => self.title,
        };
        if !place || (self.roles.is_empty() && self.not_roles.is_empty()) {
            return place;
        }
        let role = page.role_at(passage.section);
        let included = self.roles.is_empty() || role.is_some_and(|role| self.roles.contains(role));
        included && !role.is_some_and(|role| self.not_roles.contains(role))
    }
}
