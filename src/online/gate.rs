//! Who may ask next: the queue of a run, its time, and the pace of its hosts, for many threads.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::pace::{Entry, Pace};
use super::policy::{Clock, Policy};
use super::target::Target;

/// A URL that is to be asked.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// Its number in the run.
    pub(super) index: usize,
    pub(super) target: Target,
}

/// Why nothing is asked anymore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The host wants no more questions.
    LeftAlone,
    /// The time of the run is over.
    TimeUp,
}

/// Lets requests through, each in its time.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<State>,
    /// A request has ended, or a host is left alone.
    changed: Condvar,
    clock: Arc<dyn Clock>,
    longest: Duration,
    end: Duration,
}

#[derive(Debug)]
struct State {
    pace: Pace,
    queue: VecDeque<Task>,
}

enum Attempt<T> {
    Done(T),
    At(Duration),
    Busy,
}

impl Gate {
    /// A gate for a run that begins now.
    pub(super) fn new(policy: &Policy, queue: impl IntoIterator<Item = Task>) -> Self {
        let state = State { pace: Pace::new(policy.limits.clone()), queue: queue.into_iter().collect() };
        let clock = Arc::clone(&policy.clock);
        let end = clock.now() + policy.limits.run;
        let longest = policy.limits.request;
        Self { state: Mutex::new(state), changed: Condvar::new(), clock, longest, end }
    }

    /// The next URL in the queue whose host may be asked, with the time that its request may take; or one that cannot be
    /// asked anymore. None if there is none left. What was let in is told with [`leave`](Self::leave) when it ends.
    pub(super) fn next(&self) -> Option<(Task, Result<Duration, Closed>)> {
        self.wait_for(|state, now| {
            let (mut chosen, mut earliest) = (None, None::<Duration>);
            for (place, task) in state.queue.iter().enumerate() {
                if now >= self.end {
                    chosen = Some((place, Err(Closed::TimeUp)));
                    break;
                }
                match state.pace.enter(task.target.host(), now) {
                    Entry::Now => chosen = Some((place, Ok(self.time_left(now)))),
                    Entry::LeftAlone => chosen = Some((place, Err(Closed::LeftAlone))),
                    Entry::At(time) => earliest = Some(earliest.map_or(time, |earliest| earliest.min(time))),
                    Entry::Busy => {}
                }
                if chosen.is_some() {
                    break;
                }
            }
            match (chosen, earliest) {
                (Some((place, leave)), _) => Attempt::Done(state.queue.remove(place).map(|task| (task, leave))),
                (None, _) if state.queue.is_empty() => Attempt::Done(None),
                (None, Some(time)) => Attempt::At(time),
                (None, None) => Attempt::Busy,
            }
        })
    }

    /// Waits until `host` may be asked; the time that the request may take.
    ///
    /// # Errors
    /// [`Closed`] if it may not be asked anymore.
    pub(super) fn enter(&self, host: &str) -> Result<Duration, Closed> {
        self.wait_for(|state, now| {
            if now >= self.end {
                return Attempt::Done(Err(Closed::TimeUp));
            }
            match state.pace.enter(host, now) {
                Entry::Now => Attempt::Done(Ok(self.time_left(now))),
                Entry::LeftAlone => Attempt::Done(Err(Closed::LeftAlone)),
                Entry::At(time) => Attempt::At(time),
                Entry::Busy => Attempt::Busy,
            }
        })
    }

    /// A request that was let in has ended.
    pub(super) fn leave(&self, host: &str, timed_out: bool) {
        self.lock().pace.leave(host, timed_out);
        self.changed.notify_all();
    }

    /// Whether `host`, which gets too many questions, may be asked again after some time.
    pub(super) fn rest(&self, host: &str, after: Option<Duration>) -> bool {
        let now = self.clock.now();
        let may = self.lock().pace.rest(host, after, now, self.end);
        self.changed.notify_all();
        may
    }

    fn time_left(&self, now: Duration) -> Duration {
        self.end.saturating_sub(now).min(self.longest)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for<T>(&self, attempt: impl Fn(&mut State, Duration) -> Attempt<T>) -> T {
        /// A host may become free before the time that was told.
        const NAP: Duration = Duration::from_millis(50);
        let mut state = self.lock();
        loop {
            let now = self.clock.now();
            state = match attempt(&mut state, now) {
                Attempt::Done(done) => return done,
                Attempt::At(time) => {
                    drop(state);
                    self.clock.wait(time.min(self.end).saturating_sub(now).min(NAP));
                    self.lock()
                }
                Attempt::Busy => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}
