//! Which steps are out of order, and in which order they would stand.

use std::collections::HashMap;

use crate::page::{Stage, StageOrder};

/// The stages of a list of steps; none for a remark and for a step of no known stage, which may stand anywhere.
pub(super) struct Sequence<'s> {
    pub(super) stages: Vec<Option<&'s Stage>>,
    pub(super) order: &'s StageOrder,
}

/// What a misplaced step collides with, by place.
pub(super) struct Conflict {
    /// The nearest step that it stands on the wrong side of.
    pub(super) other: usize,
    /// The farthest one: where it has to be moved past.
    pub(super) anchor: usize,
    /// Whether it has to be moved down.
    pub(super) too_early: bool,
}

impl Sequence<'_> {
    fn precedes(&self, first: usize, second: usize) -> bool {
        match (self.stages[first], self.stages[second]) {
            (Some(first), Some(second)) => self.order.precedes(first, second),
            _ => false,
        }
    }

    fn is_ordered(&self, places: &[usize]) -> bool {
        (0..places.len()).all(|later| (0..later).all(|earlier| !self.precedes(places[later], places[earlier])))
    }

    /// What the step at `place` collides with, if it does with anything.
    pub(super) fn conflict(&self, place: usize) -> Option<Conflict> {
        let mut later = (place + 1..self.stages.len()).filter(|&later| self.precedes(later, place));
        if let Some(other) = later.next() {
            return Some(Conflict { other, anchor: later.next_back().unwrap_or(other), too_early: true });
        }
        let mut earlier = (0..place).rev().filter(|&earlier| self.precedes(place, earlier));
        let other = earlier.next()?;
        Some(Conflict { other, anchor: earlier.next_back().unwrap_or(other), too_early: false })
    }

    /// The fewest steps whose removal leaves a list in order, by their places.
    ///
    /// A list is in order if no step stands before one that must precede it. Whether a step fits depends only on which
    /// stages stand before it, so the longest ordered selection is found by going through the list once and keeping, for
    /// each set of stages seen so far, the longest selection that has just those. There are few stages, so the sets are
    /// few.
    pub(super) fn misplaced(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.stages.len()).collect();
        let mut stages: Vec<&Stage> = self.stages.iter().copied().flatten().collect();
        stages.sort();
        stages.dedup();
        if stages.len() > 32 || self.is_ordered(&all) {
            return Vec::new();
        }
        let number = |stage: &Stage| stages.iter().position(|known| *known == stage).unwrap_or_default();
        let mut best: HashMap<u32, Vec<usize>> = HashMap::from([(0, Vec::new())]);
        for (place, stage) in self.stages.iter().enumerate() {
            let Some(stage) = stage else { continue };
            let must_follow: u32 = stages
                .iter()
                .filter(|earlier| self.order.precedes(stage, earlier))
                .map(|earlier| 1 << number(earlier))
                .sum();
            let mut selections: Vec<(u32, Vec<usize>)> = best.iter().map(|(set, kept)| (*set, kept.clone())).collect();
            selections.sort();
            for (set, mut kept) in selections {
                if set & must_follow != 0 {
                    continue;
                }
                kept.push(place);
                let entry = best.entry(set | 1 << number(stage)).or_default();
                if kept.len() > entry.len() {
                    *entry = kept;
                }
            }
        }
        // Where one step or another could be blamed, it is the one with the most to say about the order: an offer before
        // an interview is an offer out of place.
        let weight = |kept: &[usize]| -> usize {
            kept.iter().filter_map(|&place| self.stages[place]).map(|stage| self.order.constraints(stage)).sum()
        };
        let better = |a: &Vec<usize>, b: &Vec<usize>| {
            a.len().cmp(&b.len()).then_with(|| weight(b).cmp(&weight(a))).then_with(|| b.cmp(a))
        };
        let longest = best.into_values().max_by(better).unwrap_or_default();
        all.into_iter().filter(|place| self.stages[*place].is_some() && !longest.contains(place)).collect()
    }

    /// Those of the misplaced steps whose stage has a step in the right place too.
    pub(super) fn twice(&self, misplaced: &[usize]) -> Vec<usize> {
        let is_twice = |&place: &usize| {
            let mut same = (0..self.stages.len()).filter(|&other| self.stages[other] == self.stages[place]);
            same.any(|other| !misplaced.contains(&other))
        };
        misplaced.iter().copied().filter(is_twice).collect()
    }

    /// The places in an order that is right, with as little moved as can be: each misplaced step goes just past the
    /// last step on whose wrong side it stands.
    pub(super) fn arranged(&self, misplaced: &[usize]) -> Vec<usize> {
        let mut arranged: Vec<usize> = (0..self.stages.len()).filter(|place| !misplaced.contains(place)).collect();
        for &place in misplaced {
            let after = arranged.iter().rposition(|&other| self.precedes(other, place)).map_or(0, |last| last + 1);
            let before = arranged.iter().position(|&other| self.precedes(place, other)).unwrap_or(arranged.len());
            let own = arranged.partition_point(|&other| other < place);
            // The nearest place to its own that is right; if there is none, the others have to move as well.
            arranged.insert(own.min(before).max(after).min(arranged.len()), place);
        }
        if self.is_ordered(&arranged) { arranged } else { self.order.sort(&self.stages) }
    }
}
