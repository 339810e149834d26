//! How rare words are on job pages: what is looked for is looked for by its rarest words.

/// Words that most job pages have, English ones and those of the trade, by a count over 600 pages: looking for one of them
/// finds it everywhere. Sorted.
const COMMON: &[&str] = &[
    "a",
    "ability",
    "about",
    "across",
    "all",
    "an",
    "analyst",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "best",
    "build",
    "building",
    "business",
    "by",
    "can",
    "candidates",
    "code",
    "communication",
    "company",
    "complex",
    "content",
    "create",
    "cross",
    "customer",
    "customers",
    "data",
    "deliver",
    "demonstrated",
    "design",
    "develop",
    "developer",
    "development",
    "digital",
    "director",
    "drive",
    "effective",
    "engineer",
    "engineering",
    "engineers",
    "ensure",
    "environment",
    "experience",
    "experiences",
    "family",
    "for",
    "from",
    "gitlab",
    "global",
    "goals",
    "grade",
    "growth",
    "have",
    "help",
    "high",
    "hiring",
    "how",
    "identify",
    "if",
    "improve",
    "in",
    "including",
    "individual",
    "internal",
    "interview",
    "into",
    "is",
    "it",
    "job",
    "knowledge",
    "lead",
    "leadership",
    "learn",
    "level",
    "levels",
    "maintain",
    "make",
    "manage",
    "management",
    "manager",
    "managers",
    "managing",
    "market",
    "marketing",
    "member",
    "members",
    "minute",
    "more",
    "must",
    "new",
    "next",
    "no",
    "not",
    "of",
    "on",
    "one",
    "open",
    "operations",
    "or",
    "organization",
    "other",
    "our",
    "partner",
    "partners",
    "people",
    "performance",
    "position",
    "practices",
    "process",
    "processes",
    "product",
    "products",
    "professional",
    "programs",
    "project",
    "projects",
    "provide",
    "related",
    "reports",
    "requirements",
    "research",
    "responsibilities",
    "role",
    "sales",
    "schedule",
    "security",
    "senior",
    "service",
    "services",
    "skills",
    "software",
    "solutions",
    "staff",
    "strategy",
    "strong",
    "success",
    "support",
    "system",
    "systems",
    "team",
    "teams",
    "technical",
    "technology",
    "that",
    "the",
    "their",
    "them",
    "they",
    "this",
    "through",
    "time",
    "to",
    "tools",
    "understand",
    "understanding",
    "up",
    "use",
    "user",
    "using",
    "very",
    "we",
    "well",
    "what",
    "who",
    "will",
    "with",
    "within",
    "work",
    "working",
    "year",
    "years",
    "you",
    "your",
];

/// How rare a text in small letters is: the bytes of its words, of common words one each. Its last word may be cut off.
pub(super) fn rarity(text: &str) -> usize {
    words(text).map(|word| if is_common(word, text) { 1 } else { word.len() }).sum()
}

/// Where in a text in small letters its rarest word starts, as an offset in bytes; none if it has no words.
pub(crate) fn rarest_word(text: &str) -> Option<usize> {
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    // Of words that are as rare the first.
    let rank = |word: &&str| (if is_common(word, text) { 1 } else { word.len() }, std::cmp::Reverse(offset(word)));
    words(text).max_by_key(rank).map(offset)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_common(word: &str, text: &str) -> bool {
    let begins_common = || {
        let after = COMMON.partition_point(|common| *common < word);
        COMMON.get(after).is_some_and(|common| common.starts_with(word))
    };
    COMMON.binary_search(&word).is_ok() || (text.ends_with(word) && begins_common())
}

#[cfg(test)]
mod tests {
    use super::{COMMON, rarest_word, rarity};

    #[test]
    fn common_words_are_sorted() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn rare_words_count_more() {
        assert_eq!(
            (rarity("experience"), rarity("experienc"), rarity("ninja"), rarity("the best ninja")),
            (1, 1, 5, 7)
        );
        assert_eq!(rarest_word("the best and brightest"), Some("the best and ".len()));
        assert_eq!(rarest_word("hit the ground"), Some("hit the ".len()));
        assert_eq!(rarest_word("(s)he"), Some("(".len()));
        assert_eq!(rarest_word("- / -"), None);
    }
}
