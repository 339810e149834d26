//! Where words start, and which texts that are sought begin there.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How many bytes of a beginning the first look is at, and how many the second.
const FEW: usize = 4;
const MANY: usize = 8;

/// What a byte can be in a beginning: one of 26 letters in any case, a digit, no ASCII, a space, another mark. So many bits
/// hold it.
const BITS_OF_CLASS: usize = 5;

const fn class(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a',
        b'A'..=b'Z' => byte - b'A',
        b'0'..=b'9' => 26,
        0x80.. => 27,
        b' ' => 28,
        _ => 29,
    }
}

const CLASS_OF: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = class(byte as u8);
        byte += 1;
    }
    classes
};

/// Texts that are sought where words start. Most words of a page begin with nothing of the kind and are done with one look.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// The texts in small letters, by their index.
    texts: Vec<String>,
    /// The first few bytes of each.
    first: Bits,
    /// Those with no more bytes for a second look, by the first few.
    short: Buckets,
    /// The others, by as many bytes as the second look is at.
    long: Buckets,
}

/// Texts by the number of their first bytes.
#[derive(Debug)]
struct Buckets {
    /// The numbers that there are: one look, where the map would take several.
    numbers: Bits,
    by_number: HashMap<u64, Bucket, BuildHasherDefault<NumberHasher>>,
}

impl Buckets {
    fn new() -> Self {
        Self { numbers: Bits::new(), by_number: HashMap::default() }
    }

    fn add(&mut self, number: u64, text: usize, length: usize) {
        self.numbers.insert(number);
        self.by_number.entry(number).or_default().add(text, length);
    }

    fn get(&self, number: u64) -> Option<&Bucket> {
        if self.numbers.may_have(number) { self.by_number.get(&number) } else { None }
    }
}

/// A quick hash. Nobody gains by numbers that collide: they come from rule files, and what a page has is only looked up.
#[derive(Debug, Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(GOLDEN).rotate_left(26);
    }
}

/// Knuth's multiplier for hashes of 64 bits.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Texts that begin alike, by their index and in the order of the alphabet.
#[derive(Debug, Default)]
struct Bucket {
    texts: Vec<usize>,
    /// Their lengths in bytes, each once.
    lengths: Vec<usize>,
}

/// A bucket of more texts is not gone through one by one, so that the cost does not grow with them.
const FEW_TEXTS: usize = 12;

/// Numbers, each as a bit at a place that its hash tells; 4 KiB, so that it stays in the nearest cache of a processor.
#[derive(Debug)]
struct Bits(Vec<u64>);

impl Bits {
    const PLACES: u32 = 1 << 15;

    fn new() -> Self {
        Self(vec![0; Self::PLACES as usize / 64])
    }

    fn place(number: u64) -> (usize, u64) {
        // The highest bits are the best mixed.
        let place = number.wrapping_mul(GOLDEN) >> (64 - Self::PLACES.ilog2());
        (place as usize / 64, 1 << (place % 64))
    }

    fn insert(&mut self, number: u64) {
        let (word, bit) = Self::place(number);
        self.0[word] |= bit;
    }

    fn may_have(&self, number: u64) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] & bit != 0
    }
}

/// Bytes as a number by their classes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << BITS_OF_CLASS) | u64::from(CLASS_OF[usize::from(*byte)]))
}

impl Beginnings {
    /// Looks for these texts, which are in small letters, sorted, and begin with a letter or digit.
    pub(super) fn new(texts: Vec<String>) -> Self {
        debug_assert!(texts.is_sorted());
        let (mut first, mut short, mut long) = (Bits::new(), Buckets::new(), Buckets::new());
        for (index, text) in texts.iter().enumerate() {
            let bytes = text.as_bytes();
            let known = &bytes[..bytes.len().min(FEW)];
            // What is shorter than the look may go on with anything.
            let missing = BITS_OF_CLASS * (FEW - known.len());
            let numbers = number(known) << missing..(number(known) + 1) << missing;
            numbers.clone().for_each(|number| first.insert(number));
            match bytes.first_chunk::<MANY>() {
                Some(many) => long.add(number(many), index, text.len()),
                None => numbers.for_each(|number| short.add(number, index, text.len())),
            }
        }
        Self { texts, first, short, long }
    }

    /// Calls `found` for each text that stands in `lower`, a text in small letters, where a word starts: with the offset in bytes
    /// and the index of the text.
    ///
    /// A word starts at a letter or digit behind anything but a letter or digit of ASCII: what is not ASCII may be a letter or
    /// a dash, and is looked at more closely where something is found.
    pub(super) fn find(&self, lower: &str, mut found: impl FnMut(usize, usize)) {
        let bytes = lower.as_bytes();
        for at in word_starts(bytes) {
            let rest = &bytes[at..];
            let few = number(&first_bytes::<FEW>(rest));
            if !self.first.may_have(few) {
                continue;
            }
            let many = number(&first_bytes::<MANY>(rest));
            for bucket in self.short.get(few).into_iter().chain(self.long.get(many)) {
                bucket.find(&self.texts, rest, |text| found(at, text));
            }
        }
    }
}

impl Bucket {
    fn add(&mut self, text: usize, length: usize) {
        self.texts.push(text);
        if !self.lengths.contains(&length) {
            self.lengths.push(length);
        }
    }

    /// Calls `found` for each of its texts that `rest` begins with.
    fn find(&self, texts: &[String], rest: &[u8], mut found: impl FnMut(usize)) {
        if self.texts.len() <= FEW_TEXTS {
            let begins = |text: &&usize| rest.starts_with(texts[**text].as_bytes());
            self.texts.iter().filter(begins).for_each(|text| found(*text));
            return;
        }
        for length in self.lengths.iter().filter(|length| **length <= rest.len()) {
            let sought = &rest[..*length];
            if let Ok(at) = self.texts.binary_search_by(|text| texts[*text].as_bytes().cmp(sought)) {
                found(self.texts[at]);
            }
        }
    }
}

/// How many bytes are looked at together: a bit of a number for each.
const TOGETHER: usize = 64;

/// Where words start.
fn word_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    // Whether a letter or digit stands before the next bytes, as the lowest bit.
    let mut before = 0;
    let masks = (0..bytes.len()).step_by(TOGETHER).map(move |offset| {
        let together = first_bytes::<TOGETHER>(&bytes[offset..]);
        let alphanumeric = mask_of(&together, |byte| {
            let is_letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
            is_letter | u8::from(byte.wrapping_sub(b'0') < 10)
        });
        // 0xC0 and above begin a character beyond ASCII.
        let beyond_ascii = mask_of(&together, |byte| u8::from(byte >= 0xC0));
        let starts = (alphanumeric | beyond_ascii) & !((alphanumeric << 1) | before);
        before = alphanumeric >> (TOGETHER - 1);
        (offset, starts)
    });
    masks.flat_map(|(offset, mut starts)| {
        std::iter::from_fn(move || {
            let first = (starts != 0).then(|| starts.trailing_zeros() as usize)?;
            starts &= starts - 1;
            Some(offset + first)
        })
    })
}

/// The bytes for which `is` says 1 and not 0, as bits. Plain loops without a branch: the compiler makes instructions of them
/// that take many bytes at a time.
fn mask_of(bytes: &[u8; TOGETHER], is: impl Fn(u8) -> u8) -> u64 {
    let flags = bytes.map(is);
    let (eights, _) = flags.as_chunks::<8>();
    // The product moves the lowest bits of eight bytes side by side into the highest byte.
    let bits = eights.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |mask, (index, bits)| mask | (bits << (8 * index)))
}

/// The first bytes of a text; behind its end there are spaces.
fn first_bytes<const COUNT: usize>(text: &[u8]) -> [u8; COUNT] {
    text.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [b' '; COUNT];
        bytes[..text.len()].copy_from_slice(text);
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, word_starts};

    #[test]
    fn words_start_behind_what_is_no_letter() {
        let text = "The 24/7 caf\u{e9}s, a \u{2014}dash: it's (x)";
        let words: Vec<&str> = word_starts(text.as_bytes()).map(|at| &text[at..]).collect();
        let expected = ["The", "24", "7", "caf", "s,", "a", "\u{2014}", "dash", "it", "s (", "x"];
        assert!(words.iter().zip(expected).all(|(word, start)| word.starts_with(start)), "{words:?}");
        assert_eq!(words.len(), expected.len());
        // Also where words go over the edges of what is looked at together.
        let long = "word ".repeat(40) + &"x".repeat(200);
        assert_eq!(word_starts(long.as_bytes()).collect::<Vec<_>>(), (0..=200).step_by(5).collect::<Vec<_>>());
    }

    fn find(texts: &[&str], lower: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        Beginnings::new(texts.iter().map(ToString::to_string).collect()).find(lower, |at, text| found.push((at, text)));
        found
    }

    #[test]
    fn texts_are_found_where_words_start() {
        let texts = ["24/7", "he", "hello there", "hello there, you", "management", "ninja"];
        let lower = "a ninja, \u{2014}ninjas say hello there, you (her) 24/7 management, manages she he";
        let found: Vec<(&str, &str)> =
            find(&texts, lower).iter().map(|(at, text)| (&lower[*at..][..2], texts[*text])).collect();
        let expected = [
            ("ni", "ninja"),
            ("ni", "ninja"),
            ("he", "he"),
            ("he", "hello there"),
            ("he", "hello there, you"),
            ("he", "he"),
            ("24", "24/7"),
            ("ma", "management"),
            ("he", "he"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn many_texts_that_begin_alike_are_told_apart() {
        let mut texts: Vec<String> = (0..100).map(|number| format!("manager {number}")).collect();
        texts.sort();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found: Vec<&str> =
            find(&texts, "our manager 42 and manager x").iter().map(|(_, text)| texts[*text]).collect();
        assert_eq!(found.len(), 2);
        assert!(found.contains(&"manager 4") && found.contains(&"manager 42"));
    }
}
