//! Ranges that do not overlap.

use std::collections::BTreeMap;
use std::ops::Range;

/// Ranges that do not overlap, each found quickly however many there are.
#[derive(Clone, Debug, Default)]
pub struct Disjoint(BTreeMap<usize, usize>);

impl Disjoint {
    /// Adds a range unless it overlaps one that is there. Whether it was added.
    pub fn insert(&mut self, range: &Range<usize>) -> bool {
        let is_free = !self.contains(range);
        if is_free {
            self.0.insert(range.start, range.end);
        }
        is_free
    }

    /// Whether a range overlaps one that is there.
    pub fn contains(&self, range: &Range<usize>) -> bool {
        // None overlaps another, so of those that begin before the end only the last can reach into it.
        self.0.range(..range.end).next_back().is_some_and(|(_, end)| *end > range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::Disjoint;

    #[test]
    fn only_what_is_free_is_added() {
        let mut taken = Disjoint::default();
        assert!(taken.insert(&(5..8)) && taken.insert(&(1..5)) && taken.insert(&(8..9)));
        assert!(!taken.insert(&(4..6)) && !taken.insert(&(0..20)) && !taken.insert(&(6..7)));
        assert!(taken.insert(&(9..12)) && !taken.contains(&(12..13)));
    }
}
