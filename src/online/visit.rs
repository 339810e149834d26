//! Asking one URL: which requests, and what their answers mean.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::site::Verdict;

use super::gate::{Closed, Gate, Task};
use super::policy::Policy;
use super::target::{Refusal, Target};
use super::transport::{Failure, Method, Reply, Transport};

/// What is known of a URL after it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) verdict: Verdict,
    /// The verdict rests on a name that does not exist, which nobody can say without a network.
    pub(super) by_name: bool,
}

impl From<Verdict> for Answer {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, by_name: false }
    }
}

/// Why a page did not answer.
enum Stop {
    Closed(Closed),
    Failed(Failure),
}

impl From<Closed> for Stop {
    fn from(closed: Closed) -> Self {
        Stop::Closed(closed)
    }
}

/// Asks the URLs of a run.
#[derive(Debug)]
pub(super) struct Visitor<'r> {
    transport: &'r dyn Transport,
    gate: &'r Gate,
    policy: &'r Policy,
    /// Some host was reached: there is a network.
    reached: AtomicBool,
}

impl<'r> Visitor<'r> {
    pub(super) fn new(transport: &'r dyn Transport, gate: &'r Gate, policy: &'r Policy) -> Self {
        Self { transport, gate, policy, reached: AtomicBool::new(false) }
    }

    /// Whether any host was reached so far.
    pub(super) fn has_network(&self) -> bool {
        self.reached.load(Ordering::Relaxed)
    }

    /// Asks a URL that the gate let in, for at most `within` at first.
    pub(super) fn visit(&self, task: &Task, within: Duration) -> Answer {
        let mut here = task.target.clone();
        let mut leave = Some(within);
        let mut seen = vec![here.as_str().to_owned()];
        let mut wants_cookies = false;
        for hop in 0..=self.policy.limits.redirects {
            let reply = match self.ask_page(&here, leave.take()) {
                Ok(reply) => reply,
                Err(stop) => return stopped(&stop, hop > 0),
            };
            wants_cookies |= reply.sets_cookie;
            let location = reply.location.as_deref();
            here = match (reply.status, location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => match here.follow(location, self.policy) {
                    Ok(next) => next,
                    Err(Refusal::Malformed | Refusal::TooLong) => return Verdict::Unverified.into(),
                    Err(refusal) => return Verdict::Broken(refusal.reason_of_redirect()).into(),
                },
                (status, _) => return verdict_of(status).into(),
            };
            if seen.iter().any(|url| url == here.as_str()) {
                // A reader's browser keeps the cookie and gets through.
                let broken = Verdict::Broken("it redirects in a circle".to_owned());
                return if wants_cookies { Verdict::Unverified } else { broken }.into();
            }
            seen.push(here.as_str().to_owned());
        }
        Verdict::Unverified.into()
    }

    /// Asks whether a page is there, and if that is not answered well, for its first byte: some servers know no `HEAD`,
    /// and some say of every page that it is not found.
    fn ask_page(&self, target: &Target, leave: Option<Duration>) -> Result<Reply, Stop> {
        match self.send(Method::Head, target, leave) {
            Ok(reply) if (200..400).contains(&reply.status) => Ok(reply),
            Ok(_) | Err(Stop::Failed(Failure::Unclear)) => self.send(Method::Get, target, None),
            Err(stop) => Err(stop),
        }
    }

    fn send(&self, method: Method, target: &Target, leave: Option<Duration>) -> Result<Reply, Stop> {
        let host = target.host();
        let mut within = leave.map_or_else(|| self.gate.enter(host), Ok)?;
        loop {
            let answer = self.transport.send(method, target, within);
            if !matches!(answer, Err(Failure::NoSuchHost | Failure::NoAddress | Failure::Refused)) {
                self.reached.store(true, Ordering::Relaxed);
            }
            let too_many = answer.as_ref().is_ok_and(|reply| reply.status == 429 || is_pause(reply));
            let after = answer.as_ref().ok().and_then(|reply| reply.retry_after).map(Duration::from_secs);
            let may_ask_again = too_many && self.gate.rest(host, after);
            // Whoever waits for a name waits as long as for a server.
            self.gate.leave(host, matches!(answer, Err(Failure::Timeout | Failure::NoAddress)));
            if !too_many {
                return answer.map_err(Stop::Failed);
            }
            if !may_ask_again {
                return Err(Stop::Closed(Closed::LeftAlone));
            }
            within = self.gate.enter(host)?;
        }
    }
}

/// A server that is down for a while and says how long.
fn is_pause(reply: &Reply) -> bool {
    reply.status == 503 && reply.retry_after.is_some()
}

fn verdict_of(status: u16) -> Verdict {
    match status {
        // 416: there is no first byte, but the page is there.
        200..=299 | 416 => Verdict::Found,
        404 => Verdict::Broken("the server says 404 Not Found".to_owned()),
        410 => Verdict::Broken("the server says 410 Gone".to_owned()),
        _ => Verdict::Unverified,
    }
}

fn stopped(stop: &Stop, redirected: bool) -> Answer {
    let verdict = match stop {
        Stop::Closed(Closed::TimeUp) if !redirected => Verdict::NotAsked,
        Stop::Failed(Failure::NoSuchHost) => {
            let reason =
                if redirected { "it redirects to a host that does not exist" } else { "there is no such host" };
            return Answer { verdict: Verdict::Broken(reason.to_owned()), by_name: true };
        }
        Stop::Failed(Failure::Refused) if redirected => Verdict::Broken(Refusal::Address.reason_of_redirect()),
        Stop::Failed(Failure::Refused) => Verdict::Broken(Refusal::Address.reason()),
        Stop::Failed(Failure::Certificate(reason)) => Verdict::Broken((*reason).to_owned()),
        Stop::Closed(_) | Stop::Failed(_) => Verdict::Unverified,
    };
    verdict.into()
}
