//! What may be asked: a URL, taken apart and put together again in one way, without what is nobody's business.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::policy::Policy;

/// The longest URL, in bytes.
const LONGEST: usize = 2 << 10;

/// A URL that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target(Url);

/// Why a URL is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Its address is not public.
    Address,
    /// Its port is none of the web's.
    Port(u16),
    /// It is no URL of the web.
    Scheme(String),
    /// No program can read it.
    Malformed,
    /// It is longer than anybody would write.
    TooLong,
}

impl Refusal {
    /// In plain words.
    pub(super) fn reason(&self) -> String {
        match self {
            Refusal::Address => "its address is not public".to_owned(),
            Refusal::Port(port) => format!("port {port} is none of the web's"),
            Refusal::Scheme(scheme) => format!("`{scheme}:` is nothing that can be asked"),
            Refusal::Malformed => "it is not a valid URL".to_owned(),
            Refusal::TooLong => "it is too long".to_owned(),
        }
    }

    /// The same for what a server sends its readers on to.
    pub(super) fn reason_of_redirect(&self) -> String {
        match self {
            Refusal::Address => "it redirects to an address that is not public".to_owned(),
            Refusal::Port(port) => format!("it redirects to port {port}, which is none of the web's"),
            Refusal::Scheme(scheme) => format!("it redirects to a `{scheme}:` URL"),
            Refusal::Malformed => "it redirects to what is not a valid URL".to_owned(),
            Refusal::TooLong => "it redirects to a URL that is too long".to_owned(),
        }
    }
}

impl Target {
    /// Reads a link as a page has it, which may begin with `//`.
    ///
    /// # Errors
    /// [`Refusal`] if it may not be asked.
    pub(super) fn read(link: &str, policy: &Policy) -> Result<Self, Refusal> {
        if link.len() > LONGEST {
            return Err(Refusal::TooLong);
        }
        // The URL standard takes line ends out silently; whoever writes them means harm or made a mistake.
        if link.chars().any(char::is_control) {
            return Err(Refusal::Malformed);
        }
        let whole = if link.starts_with("//") { format!("https:{link}") } else { link.to_owned() };
        Self::check(Url::parse(&whole).map_err(|_| Refusal::Malformed)?, policy)
    }

    /// Where a server at this URL sends its readers on to.
    ///
    /// # Errors
    /// [`Refusal`] if that may not be asked.
    pub(super) fn follow(&self, location: &str, policy: &Policy) -> Result<Self, Refusal> {
        if location.len() > LONGEST {
            return Err(Refusal::TooLong);
        }
        Self::check(self.0.join(location).map_err(|_| Refusal::Malformed)?, policy)
    }

    fn check(mut url: Url, policy: &Policy) -> Result<Self, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme(url.scheme().chars().take(20).collect()));
        }
        url.set_fragment(None);
        // Neither fails on a URL with a host, which every URL of the web has.
        url.set_username("").and_then(|()| url.set_password(None)).map_err(|()| Refusal::Malformed)?;
        let port = url.port_or_known_default().ok_or(Refusal::Malformed)?;
        if !policy.allows_port(port) {
            return Err(Refusal::Port(port));
        }
        // Names are looked up when they are asked, and their addresses checked then.
        let address: Option<IpAddr> = match url.host().ok_or(Refusal::Malformed)? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(name) => {
                let name = name.trim_end_matches('.');
                if name.is_empty() {
                    return Err(Refusal::Malformed);
                }
                if name == "localhost" || name.ends_with(".localhost") {
                    return Err(Refusal::Address);
                }
                None
            }
        };
        if address.is_some_and(|address| !policy.allows(SocketAddr::new(address, port))) {
            return Err(Refusal::Address);
        }
        Ok(Self(url))
    }

    /// The URL as it is asked.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, which is asked with care.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_end_matches('.')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(link: &str) -> Result<String, Refusal> {
        Target::read(link, &Policy::default()).map(|target| target.as_str().to_owned())
    }

    #[test]
    fn a_url_has_one_spelling() {
        for (link, asked) in [
            ("https://Example.com", "https://example.com/"),
            ("//example.com/a#b", "https://example.com/a"),
            ("https://user:secret@example.com/?q=1#x", "https://example.com/?q=1"),
            ("http://example.com:80/a/../b", "http://example.com/b"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("https://example.com/%0d%0aX:%20y", "https://example.com/%0d%0aX:%20y"),
        ] {
            assert_eq!(read(link).as_deref(), Ok(asked), "{link}");
        }
    }

    #[test]
    fn addresses_in_every_spelling_are_refused() {
        for link in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0/",
            "http://localhost/",
            "http://localhost./",
            "http://LOCALHOST/",
            "http://a.localhost/",
            "http://169.254.169.254/latest/",
            "http://10.1.2.3/",
            "http://100.64.0.1/",
            "http://[fc00::1]/",
            "http://[fe80::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://user@127.0.0.1/",
            "http://example.com@127.0.0.1/",
            "http://127.0.0.1./",
            "http://１２７.0.0.1/",
        ] {
            assert_eq!(read(link), Err(Refusal::Address), "{link}");
        }
    }

    #[test]
    fn ports_and_schemes_are_few() {
        for port in [22, 25, 6379, 0, 81, 65535] {
            assert_eq!(read(&format!("http://example.com:{port}/")), Err(Refusal::Port(port)));
        }
        for scheme in ["javascript", "data", "file", "ftp", "gopher"] {
            let found = Target::read(&format!("{scheme}:alert(1)"), &Policy::default());
            assert!(matches!(found, Err(Refusal::Scheme(name)) if name == scheme), "{scheme}");
        }
    }

    #[test]
    fn what_no_program_can_read_is_refused() {
        for link in [
            "http://exa%0d%0ample.com/",
            "http://exa%00mple.com/",
            "https://example.com/\r\nX: y",
            "https://a\tb/",
            "https://",
            "https://exa mple.com/",
            "https://xn--example-/",
            "https://xn--a/",
            "http://[::1/",
            "http://.../",
        ] {
            assert_eq!(read(link), Err(Refusal::Malformed), "{link}");
        }
        assert_eq!(read(&format!("https://example.com/{}", "a".repeat(20 << 10))), Err(Refusal::TooLong));
    }
}
