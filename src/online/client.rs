//! HTTP. The one place that opens sockets.

use std::error::Error as _;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use rustls::CertificateError;
use ureq::config::{AutoHeaderValue, Config};
use ureq::http::{Response, Uri, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Proxy};

use super::names::NoAddress;
use super::policy::Policy;
use super::target::Target;
use super::transport::{Failure, Method, Reply, Transport};

const USER_AGENT: &str = concat!("jdlint/", env!("CARGO_PKG_VERSION"), " (link check)");

/// The most bytes of the head of an answer. Of its body nothing is read.
const LARGEST_HEAD: usize = 64 << 10;

/// The most addresses of a host that are tried. All of them are checked.
const MOST_ADDRESSES: usize = 16;

/// Sends requests over the network.
#[derive(Debug)]
pub(super) struct Client(Agent);

impl Client {
    pub(super) fn new(policy: &Policy) -> Self {
        let proxy = if policy.proxy { Proxy::try_from_env() } else { None };
        let roots = match &*policy.roots {
            [] => RootCerts::WebPki,
            own => {
                let own: Vec<_> = own.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
                RootCerts::new_with_certs(&own)
            }
        };
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(LARGEST_HEAD)
            // No connection is used twice, so none outlives the check of its address.
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .proxy(proxy.clone())
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(USER_AGENT)
            .accept_encoding(AutoHeaderValue::None)
            .build();
        let proxy = proxy.map(|proxy| (proxy.host().to_owned(), proxy.port()));
        let resolver = CheckedNames { policy: policy.clone(), proxy };
        Self(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }
}

impl Transport for Client {
    fn send(&self, method: Method, target: &Target, within: Duration) -> Result<Reply, Failure> {
        let request = match method {
            Method::Head => self.0.head(target.as_str()),
            Method::Get => self.0.get(target.as_str()).header(header::RANGE, "bytes=0-0"),
        };
        let answer = request.config().timeout_global(Some(within)).build().call();
        // The body is dropped unread: the connection ends here.
        answer.map(|response| reply_of(&response)).map_err(|error| failure_of(&error))
    }
}

fn reply_of(response: &Response<Body>) -> Reply {
    let text = |name| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Reply {
        status: response.status().as_u16(),
        location: text(header::LOCATION),
        retry_after: text(header::RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok()),
        sets_cookie: response.headers().contains_key(header::SET_COOKIE),
    }
}

/// Looks names up and checks their addresses. The client dials what it is given here and nothing else, so the address
/// that is checked is the address that is dialed.
#[derive(Debug)]
struct CheckedNames {
    policy: Policy,
    /// Host and port of the proxy, which may be anywhere.
    proxy: Option<(String, u16)>,
}

/// A failure on its way through the client.
#[derive(Debug)]
struct Stopped(Failure);

impl fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}

impl std::error::Error for Stopped {}

impl CheckedNames {
    fn checked(&self, host: &str, port: u16, within: Duration) -> Result<Vec<SocketAddr>, Failure> {
        let addresses = self.look_up(host, port, within)?;
        let is_proxy = self.proxy.as_ref().is_some_and(|(name, its_port)| name == host && *its_port == port);
        // One bad address spoils the name: which of them is dialed is a matter of luck.
        if !is_proxy && !addresses.iter().all(|address| self.policy.allows(*address)) {
            return Err(Failure::Refused);
        }
        Ok(addresses)
    }

    /// The system's look-up knows no time limit, so it waits in a thread of its own.
    fn look_up(&self, host: &str, port: u16, within: Duration) -> Result<Vec<SocketAddr>, Failure> {
        let (send, receive) = mpsc::sync_channel(1);
        let (names, host) = (Arc::clone(&self.policy.names), host.to_owned());
        let look_up = move || send.send(names.addresses(&host, port)).ok();
        thread::Builder::new().name("look-up".to_owned()).spawn(look_up).map_err(|_| Failure::NoAddress)?;
        match receive.recv_timeout(within) {
            Ok(Ok(addresses)) => Ok(addresses),
            Ok(Err(NoAddress::NoSuchHost)) => Err(Failure::NoSuchHost),
            Ok(Err(NoAddress::Unclear)) | Err(_) => Err(Failure::NoAddress),
        }
    }
}

impl Resolver for CheckedNames {
    fn resolve(&self, uri: &Uri, _: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let stopped = |failure| ureq::Error::Other(Box::new(Stopped(failure)));
        let host = uri.host().ok_or_else(|| stopped(Failure::Unclear))?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let usual_port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let addresses = self.checked(host, uri.port_u16().unwrap_or(usual_port), *timeout.after).map_err(stopped)?;
        let mut resolved = self.empty();
        for address in addresses.into_iter().take(MOST_ADDRESSES) {
            resolved.push(address);
        }
        Ok(resolved)
    }
}

fn failure_of(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::Timeout,
        ureq::Error::Rustls(error) => failure_of_tls(error),
        ureq::Error::Other(error) => error.downcast_ref().map_or(Failure::Unclear, |Stopped(failure)| *failure),
        ureq::Error::Io(error) => {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            let inner = inner.or_else(|| error.source()?.downcast_ref::<rustls::Error>());
            match inner {
                Some(error) => failure_of_tls(error),
                None if error.kind() == std::io::ErrorKind::TimedOut => Failure::Timeout,
                None => Failure::Unclear,
            }
        }
        _ => Failure::Unclear,
    }
}

/// A certificate of an unknown issuer proves nothing: servers forget to send the one in the middle, which browsers then
/// find by themselves, and some networks look into all connections with a certificate of their own.
fn failure_of_tls(error: &rustls::Error) -> Failure {
    let rustls::Error::InvalidCertificate(error) = error else { return Failure::Unclear };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            Failure::Certificate("its certificate has expired")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Failure::Certificate("its certificate is not valid for this host")
        }
        CertificateError::Revoked => Failure::Certificate("its certificate was revoked"),
        _ => Failure::Unclear,
    }
}
