//! Looking up the addresses of a host.

use std::fmt::Debug;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

/// Why a name has no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAddress {
    /// The name surely does not exist.
    NoSuchHost,
    /// It cannot be told: nobody answered, or not clearly.
    Unclear,
}

/// Who knows the addresses of hosts.
pub trait Names: Debug + Send + Sync {
    /// All addresses of `host`, a name or an address as text, each with `port`. At least one.
    ///
    /// # Errors
    /// [`NoAddress`] if there is none.
    fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, NoAddress>;
}

/// The system's own way: hosts file, DNS and whatever else it is told to ask.
#[derive(Debug)]
pub(super) struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, NoAddress> {
        let found: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(|error| reason_of(&error))?.collect();
        if found.is_empty() { Err(NoAddress::Unclear) } else { Ok(found) }
    }
}

/// The standard library keeps the system's number on Windows alone; elsewhere there are its words, which are the C
/// library's for `EAI_NONAME` and are not translated, for nothing here sets a locale.
fn reason_of(error: &io::Error) -> NoAddress {
    const HOST_NOT_FOUND: i32 = 11001;
    const WORDS: [&str; 3] = [
        // glibc, musl, and those that come from BSD.
        "Name or service not known",
        "Name does not resolve",
        "nor servname provided, or not known",
    ];
    let words = error.to_string();
    let says_no = WORDS.iter().any(|ending| words.ends_with(ending));
    if says_no || (cfg!(windows) && error.raw_os_error() == Some(HOST_NOT_FOUND)) {
        NoAddress::NoSuchHost
    } else {
        NoAddress::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_no_is_a_no() {
        for (words, expected) in [
            ("failed to lookup address information: Name or service not known", NoAddress::NoSuchHost),
            ("failed to lookup address information: Name does not resolve", NoAddress::NoSuchHost),
            (
                "failed to lookup address information: nodename nor servname provided, or not known",
                NoAddress::NoSuchHost,
            ),
            ("failed to lookup address information: Temporary failure in name resolution", NoAddress::Unclear),
            ("failed to lookup address information: No address associated with hostname", NoAddress::Unclear),
            ("failed to lookup address information: System error", NoAddress::Unclear),
        ] {
            assert_eq!(reason_of(&io::Error::other(words)), expected, "{words}");
        }
    }
}
