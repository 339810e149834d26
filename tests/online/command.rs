//! The command, which asks public addresses alone.

use std::path::Path;
use std::process::Command;

use crate::server::{Server, answer, quiet};
use crate::support::{self, folder, jdlint};
use crate::{allowing, broken, page, verdict};

/// Runs the command with `--online`, with these variables and a cache of its own.
fn online(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> support::Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jdlint"));
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let cache = tempfile::tempdir().expect("a folder");
    let output = command
        .args(["check", "--online"])
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", cache.path())
        .env_remove("JDLINT_OUTPUT_FORMAT")
        .envs(variables.iter().copied())
        .output()
        .expect("the binary runs");
    support::Run {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("no signal"),
    }
}

/// Case 112.
#[test]
fn without_online_nothing_is_asked() {
    let listener = quiet();
    let port = listener.local_addr().expect("bound").port();
    let links = [format!("http://127.0.0.1:{port}/"), format!("http://localhost:{port}/")];
    let folder = folder(&[("jobs/a.md", &page(&links))]);
    let run = jdlint(folder.path(), &["check", "jobs"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stderr.contains("2 to other sites"), "{}", run.stderr);
    assert!(listener.accept().is_err(), "somebody connected");
}

/// Cases 113 and 116, as the command has them.
#[test]
fn the_command_asks_no_private_address_and_no_other_port() {
    let listener = quiet();
    let port = listener.local_addr().expect("bound").port();
    let links = [format!("http://127.0.0.1:{port}/"), "http://127.0.0.1/".to_owned(), "https://[::1]/".to_owned()];
    let folder = folder(&[("jobs/a.md", &page(&links))]);
    let run = online(folder.path(), &["jobs", "--output-format", "concise"], &[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stdout.matches("broken-external-link").count(), 3, "{}", run.stdout);
    assert!(run.stdout.contains(&format!("leads nowhere: port {port} is none of the web's")), "{}", run.stdout);
    assert!(run.stdout.contains("`https://[::1]/` leads nowhere: its address is not public"), "{}", run.stdout);
    assert!(listener.accept().is_err(), "somebody connected");
}

/// Case 117, as the command has them: they are no links to other sites.
#[test]
fn other_schemes_are_no_links_to_other_sites() {
    let links = ["javascript:alert(1)", "data:text/html,x", "&#106;avascript:alert(1)", "JaVaScRiPt:x"];
    let folder = folder(&[("jobs/a.md", &page(&links.map(str::to_owned)))]);
    let run = online(folder.path(), &["jobs"], &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
}

/// Case 118.
#[test]
fn passwords_and_queries_are_not_told() {
    let server = Server::start(|_| answer("404 Not Found", &[]));
    let url = format!("http://reader:hunter2@{}/a?token=letmein#place", server.address);
    assert_eq!(verdict(allowing(&server), &url), broken("the server says 404 Not Found"));
    for request in server.requests() {
        assert!(request.contains(" /a?token=letmein HTTP/1.1"), "{request}");
        let lower = request.to_lowercase();
        assert!(!["hunter2", "reader", "authorization", "place", "referer"].iter().any(|word| lower.contains(word)));
    }
    let folder = folder(&[("jobs/a.md", &page(&["http://reader:hunter2@127.0.0.1/?token=letmein".to_owned()]))]);
    for format in ["concise", "json", "json-lines", "github", "gitlab"] {
        let run = online(folder.path(), &["jobs", "--output-format", format], &[]);
        assert_eq!(run.code, 1);
        let told = format!("{}{}", run.stdout, run.stderr);
        assert!(told.contains("http://127.0.0.1/?..."), "{format}: {told}");
        assert!(!told.contains("hunter2") && !told.contains("letmein"), "{format}: {told}");
    }
}

/// Case 126, and the whole way from a page to a finding: only through a proxy can the command ask a server of a test.
#[test]
fn a_proxy_must_be_allowed() {
    let proxy = Server::start(|request| match request.contains("/gone") {
        true => answer("404 Not Found", &[]),
        false => answer("200 OK", &[]),
    });
    let links = ["http://jobs.example/gone", "http://jobs.example/", "http://127.0.0.1/"].map(str::to_owned);
    let folder = folder(&[("jobs/a.md", &page(&links))]);
    let value = format!("http://reader:hunter2@{}", proxy.address);
    for name in ["HTTPS_PROXY", "http_proxy", "ALL_PROXY"] {
        let run = online(folder.path(), &["jobs"], &[(name, &value)]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(name) && run.stderr.contains("--allow-proxy"), "{}", run.stderr);
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
    }
    assert!(proxy.requests().is_empty());
    let args = ["jobs", "--allow-proxy", "--output-format", "concise"];
    let run = online(folder.path(), &args, &[("HTTP_PROXY", &value)]);
    assert!(!proxy.requests().is_empty(), "the proxy is used: {}", run.stderr);
    assert!(proxy.requests().iter().all(|request| !request.contains("127.0.0.1/")), "{:?}", proxy.requests());
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    let gone =
        "jobs/a.md:9:15: warning[broken-external-link] `http://jobs.example/gone` leads nowhere: the server says 404";
    assert!(run.stdout.contains(gone), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("`http://127.0.0.1/` leads nowhere: its address is not public"), "{}", run.stdout);
    assert_eq!(jdlint(folder.path(), &["check", "--allow-proxy"]).code, 2, "of no use without --online");
}

#[test]
fn a_rule_that_is_off_asks_nobody() {
    let folder = folder(&[("jobs/a.md", &page(&["http://127.0.0.1/".to_owned()]))]);
    let run = online(folder.path(), &["jobs", "--ignore", "broken-external-link"], &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let project = jdlint::Project::new(
        folder.path().to_owned(),
        jdlint::CommandLine { ignore: vec!["broken-external-link".to_owned()], ..Default::default() },
    );
    let path = folder.path().join("jobs/a.md");
    let source = project.read(&path).expect("a page");
    assert!(project.linter(&path).expect("valid").external_links(&source).is_empty());
}

#[test]
fn standard_input_is_asked_for_too() {
    let folder = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_jdlint"))
        .args(["check", "--online", "-", "--output-format", "concise"])
        .current_dir(folder.path())
        .env("XDG_CACHE_HOME", tempfile::tempdir().expect("a folder").path())
        .envs(
            ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "https_proxy", "http_proxy"].map(|name| (name, "")),
        )
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the binary runs");
    let text = page(&["http://10.0.0.1/".to_owned()]);
    std::io::Write::write_all(&mut child.stdin.take().expect("piped"), text.as_bytes()).expect("read");
    let output = child.wait_with_output().expect("the binary ends");
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(stdout.contains("its address is not public"), "{stdout}");
}
