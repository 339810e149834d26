//! What may be asked, and how much. The command uses the policy as it is; only who uses the library can widen it, so no
//! page, no configuration and no argument can.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::address;
use super::names::{Names, SystemNames};

/// The ports of web servers.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// How much is asked, and how fast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most URLs that are asked in a run; what the cache knows does not count.
    pub urls: usize,
    /// The most requests that one host gets at a time.
    pub at_a_time: usize,
    /// The least time between two requests to one host.
    pub apart: Duration,
    /// The most time for one request, from the look-up of the name to the answer.
    pub request: Duration,
    /// The most time for a run.
    pub run: Duration,
    /// The most redirects that are followed from one URL.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            urls: 500,
            at_a_time: 2,
            apart: Duration::from_millis(200),
            request: Duration::from_secs(10),
            run: Duration::from_secs(120),
            redirects: 5,
        }
    }
}

/// What time it is, and waiting.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time since some fixed moment.
    fn now(&self) -> Duration;
    /// The date, in seconds since 1970.
    fn date(&self) -> u64;
    /// Waits.
    fn wait(&self, time: Duration);
}

/// The clock of the machine.
#[derive(Debug)]
struct SystemClock(Instant);

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn date(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// What may be asked. The default asks public addresses on the ports of web servers alone.
#[derive(Clone, Debug)]
pub struct Policy {
    /// How much is asked.
    pub limits: Limits,
    pub(super) names: Arc<dyn Names>,
    pub(super) clock: Arc<dyn Clock>,
    /// Certificates to trust instead of those of the public web, in DER.
    pub(super) roots: Vec<Vec<u8>>,
    /// Whether the proxy of the environment is used.
    pub(super) proxy: bool,
    allowed: Vec<SocketAddr>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            names: Arc::new(SystemNames),
            clock: Arc::new(SystemClock(Instant::now())),
            roots: Vec::new(),
            proxy: false,
            allowed: Vec::new(),
        }
    }
}

impl Policy {
    /// Also asks this address on this port, wherever it is: for tests with servers of their own.
    #[must_use]
    pub fn allowing(mut self, address: SocketAddr) -> Self {
        self.allowed.push(address);
        self
    }

    /// Looks names up here instead of asking the system.
    #[must_use]
    pub fn with_names(self, names: Arc<dyn Names>) -> Self {
        Self { names, ..self }
    }

    /// Takes the time from this clock.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// Trusts this certificate, in DER, instead of those of the public web. Certificates are verified in every case.
    #[must_use]
    pub fn trusting(mut self, certificate: Vec<u8>) -> Self {
        self.roots.push(certificate);
        self
    }

    /// Sends all requests to the proxy that the environment names. It looks names up itself, so only addresses that are
    /// written in a URL can be checked.
    #[must_use]
    pub fn through_proxy(self) -> Self {
        Self { proxy: true, ..self }
    }

    pub(super) fn allows_port(&self, port: u16) -> bool {
        PORTS.contains(&port) || self.allowed.iter().any(|allowed| allowed.port() == port)
    }

    pub(super) fn allows(&self, address: SocketAddr) -> bool {
        (PORTS.contains(&address.port()) && address::is_public(address.ip())) || self.allowed.contains(&address)
    }
}
