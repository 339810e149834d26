//! Verbs that have to change when "he or she" becomes "they".

use std::ops::Range;

/// What has to change beside the pronoun.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Ranges of the text with what to write there.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// Whether that is all, without doubt. Where a later word may be a second verb or a noun ("writes plans and reports"),
    /// only a reader can tell.
    pub(super) is_sure: bool,
}

impl Agreement {
    /// The same for a text that begins so many bytes earlier.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        for (range, _) in &mut self.edits {
            *range = range.start + by..range.end + by;
        }
        self
    }
}

/// Third persons that are not made with an `s` alone, and what "they" has instead.
const IRREGULAR: [(&str, &str); 9] = [
    ("is", "are"),
    ("was", "were"),
    ("has", "have"),
    ("does", "do"),
    ("isn't", "aren't"),
    ("wasn't", "weren't"),
    ("hasn't", "haven't"),
    ("doesn't", "don't"),
    ("goes", "go"),
];

/// Words that are the same after any pronoun: modal verbs, and pasts that do not end in `ed`.
const UNCHANGED: [&str; 42] = [
    "must",
    "should",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "shall",
    "cannot",
    "can't",
    "won't",
    "wouldn't",
    "shouldn't",
    "couldn't",
    "mustn't",
    "had",
    "hadn't",
    "did",
    "didn't",
    "led",
    "left",
    "made",
    "took",
    "went",
    "saw",
    "came",
    "got",
    "built",
    "wrote",
    "knew",
    "ran",
    "held",
    "kept",
    "found",
    "met",
    "spoke",
    "chose",
    "began",
    "brought",
    "taught",
    "thought",
];

/// Words that may stand between a pronoun and its verb.
const ADVERBS: [&str; 15] = [
    "also",
    "always",
    "never",
    "often",
    "then",
    "still",
    "only",
    "just",
    "even",
    "ever",
    "now",
    "soon",
    "sometimes",
    "rarely",
    "seldom",
];

/// What changes with a pronoun at `hit` that becomes "they". `verbs` are the base forms that are known as verbs. Nothing if
/// the verb cannot be told.
pub(super) fn of_they(text: &str, hit: Range<usize>, verbs: &[String]) -> Option<Agreement> {
    if let Some(edit) = verb_before(text, hit.start) {
        return Some(Agreement { edits: vec![edit], is_sure: true });
    }
    let rest = &text[hit.end..];
    let shift = |range: Range<usize>| hit.end + range.start..hit.end + range.end;
    let clause = &rest[..rest.find(['.', ';', ':', '!', '?', '(', ')']).unwrap_or(rest.len())];
    let mut following = words(clause).into_iter().map(shift);
    // "than he or she." has no verb of its own.
    if rest.trim_start().starts_with(['.', ';', ':', '!', '?', ')']) || clause.trim().is_empty() {
        return Some(Agreement { edits: Vec::new(), is_sure: true });
    }
    let verb = following.find(|range| !is_adverb(&text[range.clone()]))?;
    let word = text[verb.clone()].to_lowercase();
    // A word behind a comma belongs to something else.
    if text[hit.end..verb.start].contains(',') {
        return None;
    }
    if UNCHANGED.contains(&word.as_str()) || (word.ends_with("ed") && word.len() > 4) {
        return Some(Agreement { edits: Vec::new(), is_sure: true });
    }
    let plural = irregular(&word).or_else(|| base_of(&word, verbs))?;
    let (mut edits, adverb) = later_verbs(text, verb.start..hit.end + clause.len(), verbs);
    let is_sure = edits.is_empty() && !adverb;
    edits.insert(0, (verb, plural));
    Some(Agreement { edits, is_sure })
}

/// The verb of a question, which stands before its pronoun: "does he or she know", "how is she or he paid". A form of "be"
/// elsewhere belongs to something else: "what matters is he or she knows".
fn verb_before(text: &str, pronoun: usize) -> Option<(Range<usize>, String)> {
    const ASKING: [&str; 9] = ["what", "how", "why", "when", "where", "who", "whom", "which", "and"];
    let mut before = words(&text[..pronoun]);
    let verb = before.pop().filter(|range| text[range.end..pronoun].trim().is_empty())?;
    let word = &text[verb.clone()];
    let plural = irregular(word)?;
    let asks = match before.pop() {
        None => true,
        Some(previous) => {
            let between = text[previous.end..verb.start].trim();
            !between.is_empty() || ASKING.iter().any(|asking| asking.eq_ignore_ascii_case(&text[previous.clone()]))
        }
    };
    let is_do = word.to_lowercase().starts_with("does");
    (is_do || asks).then_some((verb, plural))
}

/// Later words that may be verbs of the same pronoun, with what to write instead: those behind "and", "or" or a comma that
/// look like a third person. Also whether there is an adverb in such a place, behind which the verb may stand.
fn later_verbs(text: &str, from_verb: Range<usize>, verbs: &[String]) -> (Vec<(Range<usize>, String)>, bool) {
    let words: Vec<Range<usize>> = words(&text[from_verb.clone()])
        .into_iter()
        .map(|range| from_verb.start + range.start..from_verb.start + range.end)
        .collect();
    let (mut found, mut adverb) = (Vec::new(), false);
    for pair in words.windows(2) {
        let (first, second) = (text[pair[0].clone()].to_lowercase(), text[pair[1].clone()].to_lowercase());
        let joins =
            matches!(first.as_str(), "and" | "or" | "but" | "then") || text[pair[0].end..pair[1].start].contains(',');
        if !joins {
            continue;
        }
        adverb |= is_adverb(&second);
        if let Some(plural) = irregular(&second).or_else(|| base_of(&second, verbs)) {
            found.push((pair[1].clone(), plural));
        }
    }
    (found, adverb)
}

fn irregular(word: &str) -> Option<String> {
    let found = IRREGULAR.iter().find(|(singular, _)| singular.eq_ignore_ascii_case(word))?;
    let capital = word.starts_with(char::is_uppercase);
    let plural = found.1;
    Some(if capital { plural[..1].to_uppercase() + &plural[1..] } else { plural.to_owned() })
}

/// The base of a third person, if it is one of `verbs`: `report` of `reports`, `carry` of `carries`, `teach` of `teaches`.
fn base_of(word: &str, verbs: &[String]) -> Option<String> {
    let stem = word.strip_suffix('s')?;
    let candidates = [
        word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        Some(stem.to_owned()),
        stem.strip_suffix('e').map(str::to_owned),
    ];
    candidates.into_iter().flatten().find(|base| verbs.iter().any(|verb| verb == base))
}

fn is_adverb(word: &str) -> bool {
    let word = word.to_lowercase();
    ADVERBS.contains(&word.as_str())
        || (word.ends_with("ly")
            && word.len() > 4
            && !matches!(word.as_str(), "apply" | "reply" | "supply" | "imply" | "comply" | "multiply"))
}

/// The words of a text; an apostrophe belongs to its word.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        if !(character.is_alphanumeric() || character == '\'') {
            continue;
        }
        let end = at + character.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}
