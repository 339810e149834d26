//! Asking other sites whether links lead anywhere. Nothing here runs unless somebody asks for it: without `--online` no
//! socket is opened and no name looked up.
//!
//! Pages are untrusted, so what is asked is narrow: public addresses, ports of web servers, no cookies, no passwords, and
//! every redirect is checked as if it stood on the page. How much is asked is narrow too; see [`Limits`].

mod address;
mod cache;
mod client;
mod gate;
mod names;
mod pace;
mod policy;
mod proxy;
mod target;
mod transport;
mod visit;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::site::{External, Verdict};

pub use cache::cache_file;
pub use names::{Names, NoAddress};
pub use policy::{Clock, Limits, Policy};
pub use proxy::proxy_variable;

use cache::Cache;
use client::Client;
use gate::{Closed, Gate, Task};
use target::{Refusal, Target};
use transport::Transport;
use visit::{Answer, Visitor};

/// The most threads; most of their time they wait.
const THREADS: usize = 16;

/// Asks other sites.
#[derive(Debug)]
pub struct Online {
    policy: Policy,
    cache: Option<PathBuf>,
}

/// What other sites said.
#[derive(Debug, Default)]
pub struct Answers {
    verdicts: HashMap<String, Verdict>,
    notes: Vec<String>,
}

impl Answers {
    /// What whoever started the run should know, in full sentences without the dot: no network, a cache that cannot be
    /// written.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl External for Answers {
    fn verdict(&self, url: &str) -> Verdict {
        self.verdicts.get(url.trim()).cloned().unwrap_or(Verdict::NotAsked)
    }
}

impl Online {
    /// Asks what this policy allows, and remembers nothing from run to run.
    pub fn new(policy: Policy) -> Self {
        Self { policy, cache: None }
    }

    /// Also remembers answers in this file. See [`cache_file`].
    #[must_use]
    pub fn with_cache(self, file: PathBuf) -> Self {
        Self { cache: Some(file), ..self }
    }

    /// Asks where `urls`, links as pages have them, lead. `progress` is told, from any thread, how many of how many were
    /// asked. Never fails: what cannot be told is [`Verdict::Unverified`], what was left out because of a limit
    /// [`Verdict::NotAsked`].
    pub fn ask(&self, urls: impl IntoIterator<Item = String>, progress: &(dyn Fn(usize, usize) + Sync)) -> Answers {
        self.ask_through(&Client::new(&self.policy), urls, progress)
    }

    fn ask_through(
        &self,
        transport: &dyn Transport,
        urls: impl IntoIterator<Item = String>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Answers {
        let mut answers = Answers::default();
        let mut cache = self.cache.clone().map(|file| {
            let (cache, note) = Cache::open(file, self.policy.clock.date());
            answers.notes.extend(note);
            cache
        });
        // Several links may be one URL in the end.
        let mut links: BTreeMap<String, usize> = BTreeMap::new();
        let mut targets: Vec<Target> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for url in urls {
            let url = url.trim().to_owned();
            match Target::read(&url, &self.policy) {
                // It may well lead somewhere; it is only too much to ask.
                Err(Refusal::TooLong) => drop(answers.verdicts.insert(url, Verdict::NotAsked)),
                Err(refusal) => drop(answers.verdicts.insert(url, Verdict::Broken(refusal.reason()))),
                Ok(target) => {
                    if let Some(known) = cache.as_ref().and_then(|cache| cache.get(target.as_str())) {
                        answers.verdicts.insert(url, known);
                        continue;
                    }
                    let number = *numbers.entry(target.as_str().to_owned()).or_insert_with(|| {
                        targets.push(target);
                        targets.len() - 1
                    });
                    links.insert(url, number);
                }
            }
        }
        let found = self.ask_all(transport, &targets, progress, &mut answers.notes);
        for (target, verdict) in targets.iter().zip(&found) {
            if let Some(cache) = &mut cache {
                cache.put(target.as_str(), verdict);
            }
        }
        answers.verdicts.extend(links.into_iter().map(|(url, number)| (url, found[number].clone())));
        if let Some(cache) = cache.filter(|_| found.iter().any(|verdict| *verdict != Verdict::NotAsked)) {
            answers.notes.extend(cache.save());
        }
        answers
    }

    /// The verdicts of `targets`, in their order.
    fn ask_all(
        &self,
        transport: &dyn Transport,
        targets: &[Target],
        progress: &(dyn Fn(usize, usize) + Sync),
        notes: &mut Vec<String>,
    ) -> Vec<Verdict> {
        let asked = &targets[..targets.len().min(self.policy.limits.urls)];
        let tasks = asked.iter().enumerate().map(|(index, target)| Task { index, target: target.clone() });
        let gate = Gate::new(&self.policy, tasks);
        let visitor = Visitor::new(transport, &gate, &self.policy);
        let results: Mutex<Vec<Answer>> = Mutex::new(vec![Verdict::NotAsked.into(); targets.len()]);
        let done = AtomicUsize::new(0);
        let work = || {
            while let Some((task, leave)) = gate.next() {
                let answer = match leave {
                    Ok(within) => visitor.visit(&task, within),
                    Err(Closed::LeftAlone) => Verdict::Unverified.into(),
                    Err(Closed::TimeUp) => Verdict::NotAsked.into(),
                };
                results.lock().unwrap_or_else(PoisonError::into_inner)[task.index] = answer;
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, asked.len());
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..THREADS.min(asked.len()) {
                scope.spawn(work);
            }
        });
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !visitor.has_network() && results.iter().any(|answer| answer.by_name) {
            notes.push("no host could be found: is there a network? Links to other sites are not judged".to_owned());
            for answer in results.iter_mut().filter(|answer| answer.by_name) {
                answer.verdict = Verdict::Unverified;
            }
        }
        results.into_iter().map(|answer| answer.verdict).collect()
    }
}

#[cfg(test)]
mod tests;
