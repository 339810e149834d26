//! The stages of hiring and the order in which candidates meet them.

use std::fmt;
use std::sync::Arc;

/// A stage of hiring: `screening`, `peer`, `offer`, ... The names are those of `rules/vocabulary/stages.yml`
/// and a team's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stage(Arc<str>);

impl Stage {
    /// An interview with somebody who is none of the others.
    pub(super) const INTERVIEW: &str = "interview";

    pub(super) fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Which stages come before which others. Two stages that no pair names may come in any order.
#[derive(Clone, Debug, Default)]
pub struct StageOrder(Vec<(Stage, Stage)>);

impl StageOrder {
    /// Whether `first` comes before `second` by a pair of its own.
    pub fn precedes(&self, first: &Stage, second: &Stage) -> bool {
        self.0.iter().any(|(before, after)| before == first && after == second)
    }

    /// With how many stages the order says how this one stands.
    pub fn constraints(&self, stage: &Stage) -> usize {
        self.0.iter().filter(|(before, after)| before == stage || after == stage).count()
    }

    /// The places of some stages in this order, each as early as it may stand; what has no stage has no order.
    pub fn sort(&self, stages: &[Option<&Stage>]) -> Vec<usize> {
        let precedes = |first: usize, second: usize| match (stages[first], stages[second]) {
            (Some(first), Some(second)) => self.precedes(first, second),
            _ => false,
        };
        let mut left: Vec<usize> = (0..stages.len()).collect();
        let mut sorted = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let is_free = |&place: &usize| !left.iter().any(|&other| precedes(other, place));
            // An order has no circles, so one is always free.
            let next = left.iter().position(is_free).unwrap_or_default();
            sorted.push(left.remove(next));
        }
        sorted
    }

    /// This order and all pairs of another.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (before, after) in &other.0 {
            both.add(before.clone(), after.clone());
        }
        both
    }

    pub(super) fn add(&mut self, before: Stage, after: Stage) {
        let pair = (before, after);
        if !self.0.contains(&pair) {
            self.0.push(pair);
        }
    }

    pub(super) fn remove(&mut self, before: &Stage, after: &Stage) {
        self.0.retain(|pair| (&pair.0, &pair.1) != (before, after));
    }

    /// Whether the order leads from `first` to `second`, be it by way of others.
    pub(super) fn leads(&self, first: &Stage, second: &Stage) -> bool {
        let mut reached = vec![first];
        let mut next = 0;
        while let Some(&stage) = reached.get(next) {
            next += 1;
            for (_, after) in self.0.iter().filter(|(before, _)| before == stage) {
                if after == second {
                    return true;
                }
                if !reached.contains(&after) {
                    reached.push(after);
                }
            }
        }
        false
    }
}
