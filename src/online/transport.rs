//! One request and its answer: the seam between what is asked and how.

use std::fmt::Debug;
use std::time::Duration;

use super::target::Target;

/// How a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Only whether it is there.
    Head,
    /// The first byte of it, for servers that know no other way.
    Get,
}

/// What a server said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// The status code.
    pub(super) status: u16,
    /// Where it sends the reader on to.
    pub(super) location: Option<String>,
    /// After how many seconds to ask again.
    pub(super) retry_after: Option<u64>,
    /// Whether it wants a cookie kept, which never is.
    pub(super) sets_cookie: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There surely is no such host.
    NoSuchHost,
    /// Nobody could tell the address of the host.
    NoAddress,
    /// An address of the host is not public; it was not asked.
    Refused,
    /// The certificate is not valid: expired, or of another host.
    Certificate(&'static str),
    /// It took too long.
    Timeout,
    /// Everything else: reset, refused, not HTTP.
    Unclear,
}

/// Who sends requests.
pub(super) trait Transport: Debug + Send + Sync {
    /// Sends one request, follows no redirect, and gives up after `within`.
    ///
    /// # Errors
    /// [`Failure`] if there is no answer.
    fn send(&self, method: Method, target: &Target, within: Duration) -> Result<Reply, Failure>;
}
