//! What is never asked, with listeners that would notice.

use std::net::SocketAddr;
use std::sync::Arc;

use jdlint::online::{Names, NoAddress, Policy};
use jdlint::site::Verdict;

use crate::server::{Server, answer, quiet};
use crate::{Listed, allowing, allowing_only_the_port, broken, not_public, verdict};

/// Case 113, with a listener that would answer.
#[test]
fn addresses_of_this_machine_are_never_dialed() {
    let listener = quiet();
    let address = listener.local_addr().expect("bound");
    let port = address.port();
    for host in
        ["127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1", "localhost", "localhost.", "a.localhost"]
    {
        let url = format!("http://{host}:{port}/");
        assert_eq!(verdict(allowing_only_the_port(address), &url), not_public(), "{url}");
    }
    assert!(listener.accept().is_err(), "somebody connected");
}

/// Case 114: names that lead here, all of them or one of their addresses. Each is looked up once for each request, and
/// what was checked is what is dialed.
#[test]
fn names_that_lead_here_are_never_dialed() {
    let listener = quiet();
    let here = listener.local_addr().expect("bound");
    let port = here.port();
    let public = SocketAddr::new([192, 0, 2, 1].into(), port);
    let names = Listed(vec![("here.example", vec![here]), ("both.example", vec![public, here])]);
    let policy = allowing_only_the_port(here).allowing(public).with_names(Arc::new(names));
    for host in ["here.example", "both.example"] {
        assert_eq!(verdict(policy.clone(), &format!("http://{host}:{port}/")), not_public(), "{host}");
    }
    assert!(listener.accept().is_err(), "somebody connected");
}

/// A name that leads here for the second question alone.
#[derive(Debug)]
struct Rebinding(std::sync::Mutex<Vec<SocketAddr>>);

impl Names for Rebinding {
    fn addresses(&self, _host: &str, _port: u16) -> Result<Vec<SocketAddr>, NoAddress> {
        let mut addresses = self.0.lock().expect("whole");
        if addresses.is_empty() { Err(NoAddress::Unclear) } else { Ok(vec![addresses.remove(0)]) }
    }
}

/// Case 114: the second request looks up anew, and checks anew.
#[test]
fn a_name_that_changes_its_mind_is_refused() {
    let server = Server::start(|_| answer("405 Method Not Allowed", &[]));
    let listener = quiet();
    let elsewhere = listener.local_addr().expect("bound");
    let names = Rebinding(vec![server.address, elsewhere].into());
    let policy = allowing(&server).with_names(Arc::new(names));
    assert_eq!(verdict(policy, &format!("http://changing.example:{}/", server.address.port())), not_public());
    assert_eq!(server.requests().len(), 1);
    assert!(listener.accept().is_err(), "somebody connected");
}

/// Case 115.
#[test]
fn redirects_are_checked_like_links() {
    let secret = quiet();
    let secret_port = secret.local_addr().expect("bound").port();
    let server = Server::start(move |request| {
        let to = match request.split(' ').nth(1).unwrap_or_default() {
            "/cloud" => "http://169.254.169.254/latest/".to_owned(),
            "/here" => format!("http://127.0.0.2:{secret_port}/"),
            "/file" => "file:///etc/passwd".to_owned(),
            "/ftp" => "ftp://example.com/".to_owned(),
            "/self" => "/self".to_owned(),
            "/good" => "/there".to_owned(),
            "/there" => return answer("200 OK", &[]),
            longer => format!("{longer}x"),
        };
        answer("302 Found", &[&format!("Location: {to}")])
    });
    for (path, expected) in [
        ("good", Verdict::Found),
        ("cloud", broken("it redirects to an address that is not public")),
        ("file", broken("it redirects to a `file:` URL")),
        ("ftp", broken("it redirects to a `ftp:` URL")),
        ("self", broken("it redirects in a circle")),
    ] {
        assert_eq!(verdict(allowing(&server), &server.url(path)), expected, "{path}");
    }
    let found = verdict(allowing(&server), &server.url("here"));
    assert_eq!(found, broken(&format!("it redirects to port {secret_port}, which is none of the web's")));
    assert!(secret.accept().is_err(), "somebody connected");
    let before = server.requests().len();
    assert_eq!(verdict(allowing(&server), &server.url("chain")), Verdict::Unverified);
    assert_eq!(server.requests().len() - before, 6, "five redirects are followed");
}

/// Cases 117 and 122: refused before anything is sent.
#[test]
fn what_is_no_url_of_the_web_is_not_sent() {
    let listener = quiet();
    let address = listener.local_addr().expect("bound");
    let ask = |url: &str| verdict(Policy::default().allowing(address), url);
    for scheme in ["javascript", "data", "ftp", "JaVaScRiPt"] {
        let expected = broken(&format!("`{}:` is nothing that can be asked", scheme.to_lowercase()));
        assert_eq!(ask(&format!("{scheme}://{address}/")), expected);
    }
    for url in [
        format!("http://x%0d%0aX:y@{address}%0d%0a/"),
        format!("http://{address}/\r\nX: y"),
        format!("http://xn--a.{address}/"),
    ] {
        assert_eq!(ask(&url), broken("it is not a valid URL"), "{url}");
    }
    assert_eq!(ask(&format!("http://{address}/{}", "a".repeat(20 << 10))), Verdict::NotAsked);
    assert!(listener.accept().is_err(), "somebody connected");
}
