//! Where words start, and which of them may begin something that is sought.

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

/// Beginnings that are sought. Most words of a page begin with nothing of the kind and are done with one look.
#[derive(Debug)]
pub(super) struct StartFilter {
    /// The first few bytes of each beginning.
    first: Bits,
    /// The same of those beginnings alone that have no more bytes for a second look.
    short: Bits,
    /// As many bytes as the second look is at, of the other beginnings.
    long: Bits,
}

/// Numbers, each as a bit at a place that its hash tells; 4 KiB, so that it stays in the nearest cache of a processor.
#[derive(Debug)]
struct Bits(Vec<u64>);

impl Bits {
    const PLACES: u32 = 1 << 15;

    fn new() -> Self {
        Self(vec![0; Self::PLACES as usize / 64])
    }

    fn place(number: u64) -> (usize, u64) {
        // Knuth's multiplicative hash for 64 bits; the highest bits are the best mixed.
        let place = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::PLACES.ilog2());
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

impl StartFilter {
    /// A filter that lets through what begins with one of these texts, and little else.
    pub(super) fn new<'t>(beginnings: impl IntoIterator<Item = &'t str>) -> Self {
        let mut filter = Self { first: Bits::new(), short: Bits::new(), long: Bits::new() };
        for bytes in beginnings.into_iter().map(str::as_bytes) {
            let known = &bytes[..bytes.len().min(FEW)];
            // What is shorter than the look may go on with anything.
            let missing = BITS_OF_CLASS * (FEW - known.len());
            for number in number(known) << missing..(number(known) + 1) << missing {
                filter.first.insert(number);
                if bytes.len() < MANY {
                    filter.short.insert(number);
                }
            }
            if let Some(many) = bytes.first_chunk::<MANY>() {
                filter.long.insert(number(many));
            }
        }
        filter
    }

    /// Whether something that is sought may begin at `at`.
    #[inline]
    fn may_begin(&self, text: &[u8], at: usize) -> bool {
        let text = &text[at..];
        let few = number(&first_bytes::<FEW>(text));
        self.first.may_have(few) && (self.short.may_have(few) || self.long.may_have(number(&first_bytes::<MANY>(text))))
    }

    /// The starts of words of a text where something that is sought may begin, as offsets in bytes.
    ///
    /// A word starts at a letter or digit behind anything but a letter or digit of ASCII: what is not ASCII may be a letter or
    /// a dash, and is looked at more closely where something is found.
    pub(super) fn starts<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let bytes = text.as_bytes();
        word_starts(bytes).filter(|at| self.may_begin(bytes, *at))
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
    use super::{StartFilter, word_starts};

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

    #[test]
    fn words_that_may_begin_something_are_let_through() {
        let filter = StartFilter::new(["ninja", "he", "management", "24/7"]);
        let text = "A Ninja, \u{2014}ninjas with (her) 24/7 management, manages she he";
        let found: Vec<usize> = filter.starts(text).collect();
        let rests: Vec<&str> = found.iter().map(|at| &text[*at..]).collect();
        for expected in ["Ninja", "ninjas", "her)", "24/7", "management", "he"] {
            assert!(rests.iter().any(|rest| rest.starts_with(expected)), "{expected}: {rests:?}");
        }
        assert!(rests.last() == Some(&"he"), "the last word is shorter than the look");
        for other in ["A ", "with", "manages", "she"] {
            assert!(!rests.iter().any(|rest| rest.starts_with(other)), "{other}");
        }
    }
}
