//! What is asked, and what answers mean.

use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use jdlint::online::{Limits, Online, Policy};
use jdlint::site::{External, Verdict};

use crate::server::{self, Server, answer};
use crate::support::{self, folder};
use crate::{Listed, allowing, broken, page, verdict};

#[test]
fn names_are_asked_for_by_their_host() {
    let server = Server::start(|_| answer("200 OK", &[]));
    let port = server.address.port();
    let names = Listed(vec![("jobs.example", vec![server.address])]);
    let policy = allowing(&server).with_names(Arc::new(names));
    let urls = [format!("http://jobs.example:{port}/a"), format!("http://nobody.example:{port}/")];
    let answers = Online::new(policy).ask(urls.clone(), &|_, _| {});
    assert_eq!(answers.verdict(&urls[0]), Verdict::Found);
    assert_eq!(answers.verdict(&urls[1]), broken("there is no such host"));
    assert!(server.requests()[0].contains(&format!("\r\nhost: jobs.example:{port}\r\n")), "{:?}", server.requests());
}

/// Case 119: servers that never come to an end.
#[test]
fn endless_answers_end() {
    let short = |server: &Server| {
        let mut policy = allowing(server);
        policy.limits.request = Duration::from_millis(300);
        policy
    };
    let silent = Server::streaming(|_, _, _| true);
    let trickle = Server::streaming(|_, round, out| {
        std::thread::sleep(Duration::from_millis(20));
        out.write_all(if round == 0 { b"HTTP/1.1 200 OK\r\n" } else { b"x" }).is_ok()
    });
    let headers = Server::streaming(|_, round, out| {
        out.write_all(if round == 0 { b"HTTP/1.1 200 OK\r\n" } else { b"X-More: and more\r\n" }).is_ok()
    });
    for server in [silent, trickle, headers] {
        assert_eq!(verdict(short(&server), &server.url("")), Verdict::Unverified);
    }
}

/// Case 119: bodies are not read, so neither their size nor what they unpack to matters.
#[test]
fn bodies_are_not_read() {
    let endless = Server::streaming(|request, round, out| {
        if request.starts_with("HEAD") {
            return round == 0 && out.write_all(&answer("405 Method Not Allowed", &[])).is_ok();
        }
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\nContent-Encoding: gzip\r\n\r\n";
        out.write_all(if round == 0 { head } else { &[0x1f; 4096] }).is_ok()
    });
    assert_eq!(verdict(allowing(&endless), &endless.url("")), Verdict::Found);
    assert_eq!(endless.requests().len(), 2);
    for request in endless.requests() {
        assert!(!request.to_lowercase().contains("accept-encoding"), "{request}");
    }
    // The server ends because nobody reads on.
    endless.wait();
}

/// Case 120.
#[test]
fn a_bad_day_is_not_a_broken_link() {
    for status in ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "403 Forbidden"] {
        let server = Server::start(move |_| answer(status, &[]));
        assert_eq!(verdict(allowing(&server), &server.url("")), Verdict::Unverified, "{status}");
    }
    let busy = Server::start(|_| answer("429 Too Many Requests", &["Retry-After: 3600"]));
    let cache = tempfile::tempdir().expect("a folder");
    let file = cache.path().join("links.json");
    let urls = [busy.url("a"), busy.url("b"), busy.url("c")];
    let answers = Online::new(allowing(&busy)).with_cache(file.clone()).ask(urls.clone(), &|_, _| {});
    assert!(urls.iter().all(|url| answers.verdict(url) == Verdict::Unverified));
    assert!(busy.requests().len() <= 2, "it is left alone");
    assert!(!support::read(&file).contains(&busy.url("")), "it is not remembered");
    let reset = Server::start(|_| Vec::new());
    assert_eq!(verdict(allowing(&reset), &reset.url("")), Verdict::Unverified);
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    assert_eq!(verdict(Policy::default().allowing(closed), &format!("http://{closed}/")), Verdict::Unverified);
}

/// Case 121.
#[test]
fn what_head_does_not_tell_one_get_does() {
    for status in ["405 Method Not Allowed", "403 Forbidden", "501 Not Implemented", "404 Not Found"] {
        let server = Server::start(move |request| {
            if request.starts_with("HEAD") { answer(status, &[]) } else { answer("206 Partial Content", &[]) }
        });
        assert_eq!(verdict(allowing(&server), &server.url("a")), Verdict::Found, "{status}");
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert!(requests[1].starts_with("GET /a HTTP/1.1\r\n"), "{}", requests[1]);
        assert!(requests[1].contains("\r\nrange: bytes=0-0\r\n"), "{}", requests[1]);
    }
}

/// Case 123: certificates with one thing wrong, of an issuer that is known.
#[test]
fn bad_certificates_are_broken_links() {
    let issuer = server::Issuer::new();
    for (certificate, expected) in [
        (issuer.certificate("jobs.example", 2090), Verdict::Found),
        (issuer.certificate("other.example", 2090), broken("its certificate is not valid for this host")),
        (issuer.certificate("jobs.example", 2001), broken("its certificate has expired")),
        // A forgotten certificate in the middle looks the same, and so does a network that looks into everything.
        (server::Issuer::new().certificate("jobs.example", 2090), Verdict::Unverified),
    ] {
        let server = Server::with_tls(certificate);
        let names = Listed(vec![("jobs.example", vec![server.address])]);
        let policy = allowing(&server).trusting(issuer.der()).with_names(Arc::new(names));
        assert_eq!(verdict(policy, &format!("https://jobs.example:{}/", server.address.port())), expected);
    }
}

/// Case 124, with smaller numbers; the unit tests have the real ones on a clock of their own.
#[test]
fn a_host_gets_few_questions() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_millis(10));
        answer("200 OK", &[])
    });
    let mut policy = allowing(&server);
    policy.limits = Limits { urls: 12, apart: Duration::ZERO, ..Limits::default() };
    let urls: Vec<String> = (0..40).map(|number| server.url(&format!("{number}"))).collect();
    let answers = Online::new(policy).ask(urls.clone(), &|done, all| assert!(done <= all && all == 12));
    let not_asked = urls.iter().filter(|url| answers.verdict(url) == Verdict::NotAsked).count();
    assert_eq!((server.requests().len(), not_asked), (12, 28));
    assert!(server.most_at_a_time() <= 2, "{}", server.most_at_a_time());
}

/// The URL that the test below asks in a process of its own.
const SERVER: &str = "JDLINT_TEST_SERVER";

/// Not a test by itself: see [`nothing_of_the_environment_is_sent`].
#[test]
#[ignore = "run by another test"]
fn ask_with_a_full_environment() {
    let address: SocketAddr = std::env::var(SERVER).expect("set").parse().expect("an address");
    let mut policy = Policy::default().allowing(address);
    policy.limits.apart = Duration::ZERO;
    assert_eq!(verdict(policy, &format!("http://{address}/")), Verdict::Found);
}

/// Case 125.
#[test]
fn nothing_of_the_environment_is_sent() {
    let server = Server::start(|request| match request.split(' ').nth(1) {
        Some("/") => answer("302 Found", &["Location: /again", "Set-Cookie: session=sesame; Path=/"]),
        _ if request.starts_with("HEAD") => answer("405 Method Not Allowed", &[]),
        _ => answer("200 OK", &[]),
    });
    let home = folder(&[(".netrc", "machine 127.0.0.1 login reader password sesame\n")]);
    let status = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "answers::ask_with_a_full_environment", "--ignored", "--quiet"])
        .env(SERVER, server.address.to_string())
        .env("HOME", home.path())
        .env("NETRC", home.path().join(".netrc"))
        .envs(
            ["GITHUB_TOKEN", "GH_TOKEN", "CI_JOB_TOKEN", "GITLAB_TOKEN", "CARGO_REGISTRY_TOKEN"].map(|n| (n, "sesame")),
        )
        .envs(["HTTP_PROXY", "http_proxy", "ALL_PROXY"].map(|name| (name, "http://reader:sesame@127.0.0.1:9")))
        .stdout(std::process::Stdio::null())
        .status()
        .expect("it runs");
    assert!(status.success());
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        let mut names: Vec<&str> = request.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        names.retain(|name| *name != "range");
        names.sort_unstable();
        assert_eq!(names, ["accept", "host", "user-agent"], "{request}");
        assert!(!request.contains("sesame"), "{request}");
        assert!(request.contains(&format!("jdlint/{} (link check)", env!("CARGO_PKG_VERSION"))), "{request}");
    }
}

#[test]
fn sure_answers_are_remembered() {
    let server = Server::start(|request| match request.split(' ').nth(1) {
        Some("/gone") => answer("404 Not Found", &[]),
        Some("/slow") => answer("500 Internal Server Error", &[]),
        _ => answer("200 OK", &[]),
    });
    let cache = tempfile::tempdir().expect("a folder");
    let file = cache.path().join("jdlint/links.json");
    let urls = ["found#there", "gone", "slow"].map(|path| server.url(path));
    let expected = [Verdict::Found, broken("the server says 404 Not Found"), Verdict::Unverified];
    for asked in [vec!["found", "gone", "gone", "slow", "slow"], vec!["slow", "slow"]] {
        let before = server.requests().len();
        let answers = Online::new(allowing(&server)).with_cache(file.clone()).ask(urls.clone(), &|_, _| {});
        assert_eq!(urls.clone().map(|url| answers.verdict(&url)), expected);
        let requests = server.requests();
        let mut paths: Vec<&str> = requests[before..].iter().filter_map(|head| head.split(['/', ' ']).nth(2)).collect();
        paths.sort_unstable();
        assert_eq!(paths, asked);
    }
    let nowhere = Online::new(allowing(&server)).with_cache(file.join("links.json"));
    let answers = nowhere.ask([urls[0].clone()], &|_, _| {});
    assert_eq!(answers.verdict(&urls[0]), Verdict::Found, "without a cache it goes on");
    assert!(!answers.notes().is_empty());
}

/// From the answer to the finding, and to the summary.
#[test]
fn answers_become_findings() {
    let server = Server::start(|request| match request.split(' ').nth(1) {
        Some("/gone") => answer("410 Gone", &[]),
        Some("/slow") => answer("500 Internal Server Error", &[]),
        _ => answer("200 OK", &[]),
    });
    let links = ["found", "gone", "slow"].map(|path| server.url(path));
    let folder = folder(&[("jobs/a.md", &page(&links))]);
    let project = jdlint::Project::new(folder.path().to_owned(), jdlint::CommandLine::default());
    let path = folder.path().join("jobs/a.md");
    let source = project.read(&path).expect("a page");
    let urls = project.linter(&path).expect("valid").external_links(&source);
    assert_eq!(urls, links);
    let answers = Online::new(allowing(&server)).ask(urls, &|_, _| {});
    let project = project.with_external(Arc::new(answers));
    let outcome = project.linter(&path).expect("valid").lint(&source);
    let messages: Vec<&str> = outcome.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, [format!("`{}` leads nowhere: the server says 410 Gone", links[1])]);
    assert_eq!(outcome.unchecked_links[&jdlint::site::Unknown::Unverified], 1);
}
