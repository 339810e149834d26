//! How fast a host is asked. Times are counted from some fixed moment; nothing here waits or looks at a clock.

use std::collections::HashMap;
use std::time::Duration;

use super::policy::Limits;

/// After so many requests in a row without any answer in time a host is left alone.
const MOST_TIMEOUTS: usize = 3;

/// Whether a host may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Yes, and the request counts from now on.
    Now,
    /// Not before this time.
    At(Duration),
    /// Not before one of its requests has ended.
    Busy,
    /// Not anymore.
    LeftAlone,
}

/// The hosts of a run.
#[derive(Debug)]
pub(super) struct Pace {
    limits: Limits,
    hosts: HashMap<String, Host>,
}

#[derive(Debug, Default)]
struct Host {
    /// Requests without an answer yet.
    open: usize,
    /// When the next request may begin.
    next: Duration,
    /// The host asked to be left in peace until then.
    rests_until: Option<Duration>,
    timeouts: usize,
    left_alone: bool,
}

impl Pace {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, hosts: HashMap::new() }
    }

    /// Asks for leave to ask `host`.
    pub(super) fn enter(&mut self, host: &str, now: Duration) -> Entry {
        if !self.hosts.contains_key(host) {
            self.hosts.insert(host.to_owned(), Host::default());
        }
        let Some(known) = self.hosts.get_mut(host) else { return Entry::Busy };
        match () {
            () if known.left_alone => Entry::LeftAlone,
            () if known.open >= self.limits.at_a_time => Entry::Busy,
            () if now < known.next => Entry::At(known.next),
            () => {
                known.open += 1;
                known.next = now + self.limits.apart;
                Entry::Now
            }
        }
    }

    /// A request to `host` has ended, with an answer in time or without.
    pub(super) fn leave(&mut self, host: &str, timed_out: bool) {
        if let Some(known) = self.hosts.get_mut(host) {
            known.open = known.open.saturating_sub(1);
            known.timeouts = if timed_out { known.timeouts + 1 } else { 0 };
            known.left_alone |= known.timeouts >= MOST_TIMEOUTS;
        }
    }

    /// `host` gets too many questions. Whether it may be asked again later in the run, which ends at `end`: once, and if
    /// it says when. Otherwise it is left alone.
    pub(super) fn rest(&mut self, host: &str, after: Option<Duration>, now: Duration, end: Duration) -> bool {
        let Some(known) = self.hosts.get_mut(host) else { return false };
        // Several requests were under way when it said so for the first time.
        if known.rests_until.is_some_and(|until| now < until) {
            return !known.left_alone;
        }
        match after.and_then(|after| now.checked_add(after)).filter(|until| *until < end) {
            Some(until) if known.rests_until.is_none() && !known.left_alone => {
                known.rests_until = Some(until);
                known.next = known.next.max(until);
                true
            }
            _ => {
                known.left_alone = true;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "example.com";

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn two_at_a_time_and_200_ms_apart() {
        let mut pace = Pace::new(Limits::default());
        assert_eq!(pace.enter(HOST, ms(0)), Entry::Now);
        assert_eq!(pace.enter(HOST, ms(10)), Entry::At(ms(200)));
        assert_eq!(pace.enter("other.example", ms(10)), Entry::Now);
        assert_eq!(pace.enter(HOST, ms(200)), Entry::Now);
        assert_eq!(pace.enter(HOST, ms(900)), Entry::Busy);
        pace.leave(HOST, false);
        assert_eq!(pace.enter(HOST, ms(900)), Entry::Now);
    }

    #[test]
    fn a_host_rests_once() {
        let (mut pace, end) = (Pace::new(Limits::default()), ms(120_000));
        assert_eq!(pace.enter(HOST, ms(0)), Entry::Now);
        assert_eq!(pace.enter(HOST, ms(200)), Entry::Now);
        assert!(pace.rest(HOST, Some(ms(5_000)), ms(300), end));
        assert!(pace.rest(HOST, Some(ms(5_000)), ms(400), end), "the second answer of the same moment");
        pace.leave(HOST, false);
        pace.leave(HOST, false);
        assert_eq!(pace.enter(HOST, ms(1_000)), Entry::At(ms(5_300)));
        assert_eq!(pace.enter(HOST, ms(5_300)), Entry::Now);
        assert!(!pace.rest(HOST, Some(ms(1_000)), ms(5_400), end));
        assert_eq!(pace.enter(HOST, ms(60_000)), Entry::LeftAlone);
    }

    #[test]
    fn nobody_waits_longer_than_the_run() {
        for after in [Some(ms(3_600_000)), Some(Duration::MAX), None] {
            let mut pace = Pace::new(Limits::default());
            assert_eq!(pace.enter(HOST, ms(0)), Entry::Now);
            assert!(!pace.rest(HOST, after, ms(100), ms(120_000)));
            pace.leave(HOST, false);
            assert_eq!(pace.enter(HOST, ms(1_000)), Entry::LeftAlone);
        }
    }

    #[test]
    fn a_host_that_never_answers_is_left_alone() {
        let mut pace = Pace::new(Limits::default());
        for round in 0..3 {
            assert_eq!(pace.enter(HOST, ms(round * 10_000)), Entry::Now);
            pace.leave(HOST, true);
        }
        assert_eq!(pace.enter(HOST, ms(100_000)), Entry::LeftAlone);
    }
}
