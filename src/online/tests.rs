//! Runs without a network and without waiting: a transport that answers from a script, and a clock that only counts.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use super::transport::{Failure, Method, Reply};
use super::*;

/// A clock that waits by moving on.
#[derive(Debug, Default)]
struct Counter(AtomicU64);

impl Clock for Counter {
    fn now(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn date(&self) -> u64 {
        1_800_000_000
    }

    fn wait(&self, time: Duration) {
        self.0.fetch_add(u64::try_from(time.as_millis()).expect("short"), Ordering::SeqCst);
    }
}

type Script = fn(Method, &str) -> Result<Reply, Failure>;

/// Answers from a script and keeps what it was asked, and when.
#[derive(Debug)]
struct Scripted {
    script: Script,
    clock: Arc<Counter>,
    asked: Mutex<Vec<(Duration, Method, String)>>,
}

impl Transport for Scripted {
    fn send(&self, method: Method, target: &Target, within: Duration) -> Result<Reply, Failure> {
        assert!(within <= Duration::from_secs(10));
        let url = target.as_str().to_owned();
        let answer = (self.script)(method, &url);
        self.asked.lock().expect("whole").push((self.clock.now(), method, url));
        answer
    }
}

fn says(status: u16) -> Result<Reply, Failure> {
    Ok(Reply { status, ..Reply::default() })
}

fn sends_to(location: &str) -> Result<Reply, Failure> {
    Ok(Reply { status: 302, location: Some(location.to_owned()), ..Reply::default() })
}

fn broken(reason: &str) -> Verdict {
    Verdict::Broken(reason.to_owned())
}

struct Run {
    answers: Answers,
    asked: Vec<(Duration, Method, String)>,
}

fn ask(urls: &[String], script: Script) -> Run {
    let clock = Arc::new(Counter::default());
    let online = Online::new(Policy::default().with_clock(Arc::clone(&clock) as Arc<dyn Clock>));
    let transport = Scripted { script, clock, asked: Mutex::default() };
    let answers = online.ask_through(&transport, urls.iter().cloned(), &|_, _| {});
    Run { answers, asked: transport.asked.into_inner().expect("whole") }
}

fn verdict(url: &str, script: Script) -> Verdict {
    ask(&[url.to_owned()], script).answers.verdict(url)
}

#[test]
fn only_a_clear_no_is_broken() {
    let statuses: [(Script, Verdict); 11] = [
        (|_, _| says(200), Verdict::Found),
        (|_, _| says(204), Verdict::Found),
        (|_, _| says(404), broken("the server says 404 Not Found")),
        (|_, _| says(410), broken("the server says 410 Gone")),
        (|_, _| says(401), Verdict::Unverified),
        (|_, _| says(403), Verdict::Unverified),
        (|_, _| says(451), Verdict::Unverified),
        (|_, _| says(500), Verdict::Unverified),
        (|_, _| says(503), Verdict::Unverified),
        (|_, _| says(302), Verdict::Unverified),
        (|_, _| says(999), Verdict::Unverified),
    ];
    for (number, (script, expected)) in statuses.into_iter().enumerate() {
        assert_eq!(verdict("https://example.com/", script), expected, "{number}");
    }
    assert_eq!(verdict("https://example.com/", |_, _| Err(Failure::Timeout)), Verdict::Unverified);
    assert_eq!(verdict("https://example.com/", |_, _| Err(Failure::Unclear)), Verdict::Unverified);
    assert_eq!(verdict("https://example.com/", |_, _| Err(Failure::NoAddress)), Verdict::Unverified);
    assert_eq!(verdict("https://example.com/", |_, _| Err(Failure::Refused)), broken("its address is not public"));
    assert_eq!(
        verdict("https://example.com/", |_, _| Err(Failure::Certificate("its certificate has expired"))),
        broken("its certificate has expired")
    );
}

#[test]
fn a_no_to_head_is_asked_again() {
    let script: Script = |method, url| match (method, url) {
        (Method::Head, "https://a.example/") => says(404),
        (Method::Head, "https://b.example/") => says(405),
        (Method::Head, _) => Err(Failure::Unclear),
        (Method::Get, _) => says(206),
    };
    for url in ["https://a.example/", "https://b.example/", "https://c.example/"] {
        let run = ask(&[url.to_owned()], script);
        assert_eq!(run.answers.verdict(url), Verdict::Found, "{url}");
        assert_eq!(run.asked.len(), 2);
        assert!(run.asked[1].0 >= run.asked[0].0 + Duration::from_millis(200), "the second question waits too");
    }
}

#[test]
fn redirects_are_followed_and_checked() {
    let script: Script = |_, url| match url {
        "https://a.example/" => sends_to("/b"),
        "https://a.example/b" => sends_to("http://b.example/"),
        "https://b.example/gone" => sends_to("//b.example/nowhere"),
        "https://b.example/nowhere" => says(404),
        "https://c.example/" => sends_to("http://169.254.169.254/latest/"),
        "https://d.example/" => sends_to("file:///etc/passwd"),
        "https://e.example/" => sends_to("#again"),
        "https://f.example/" => sends_to("https://f.example:22/"),
        "https://g.example/" => sends_to("https://gone.example/"),
        "https://gone.example/" => Err(Failure::NoSuchHost),
        "https://h.example/" => {
            Ok(Reply { status: 302, location: Some("/".to_owned()), sets_cookie: true, ..Reply::default() })
        }
        url if url.starts_with("https://z.example/") => sends_to(&format!("{url}z")),
        _ => says(200),
    };
    for (url, expected) in [
        ("https://a.example/", Verdict::Found),
        ("https://b.example/gone", broken("the server says 404 Not Found")),
        ("https://c.example/", broken("it redirects to an address that is not public")),
        ("https://d.example/", broken("it redirects to a `file:` URL")),
        ("https://e.example/", broken("it redirects in a circle")),
        ("https://f.example/", broken("it redirects to port 22, which is none of the web's")),
        ("https://g.example/", broken("it redirects to a host that does not exist")),
        ("https://h.example/", Verdict::Unverified),
        ("https://z.example/", Verdict::Unverified),
    ] {
        let run = ask(&[url.to_owned()], script);
        assert_eq!(run.answers.verdict(url), expected, "{url}");
        assert!(run.asked.len() <= 6, "at most five redirects: {:?}", run.asked);
        assert!(run.asked.iter().all(|(_, _, url)| !url.contains("169.254") && !url.contains(":22")), "{url}");
    }
}

#[test]
fn one_host_is_not_flooded() {
    let urls: Vec<String> = (0..10_000).map(|number| format!("https://victim.example/{number}#top")).collect();
    let run = ask(&urls, |_, _| says(200));
    assert_eq!(run.asked.len(), 500);
    let count = |verdict| urls.iter().filter(|url| run.answers.verdict(url) == verdict).count();
    assert_eq!((count(Verdict::Found), count(Verdict::NotAsked)), (500, 9_500));
    // The last of them cannot have come before all the others had their 200 ms.
    let last = run.asked.iter().map(|(time, ..)| *time).max().expect("asked");
    assert!(last >= Duration::from_millis(499 * 200), "{last:?}");
}

#[test]
fn a_url_is_asked_once_however_it_is_written() {
    let urls = ["https://example.com", "https://EXAMPLE.com/#a", "//example.com/", "https://u:p@example.com/"];
    let run = ask(&urls.map(str::to_owned), |_, _| says(200));
    assert_eq!(run.asked.len(), 1);
    assert_eq!(run.asked[0].2, "https://example.com/", "no password");
    assert!(urls.iter().all(|url| run.answers.verdict(url) == Verdict::Found));
}

#[test]
fn the_time_of_a_run_is_limited() {
    let urls: Vec<String> = (0..500).map(|number| format!("https://example.com/{number}")).collect();
    let run = ask(&urls, |_, _| says(405));
    assert!(run.asked.iter().all(|(time, ..)| *time < Duration::from_secs(121)), "two requests each are too many");
    assert!(urls.iter().any(|url| run.answers.verdict(url) == Verdict::NotAsked));
}

#[test]
fn a_host_that_asks_for_peace_gets_it() {
    let urls: Vec<String> = (0..50).map(|number| format!("https://example.com/{number}")).collect();
    let hour: Script = |_, _| Ok(Reply { status: 429, retry_after: Some(3_600), ..Reply::default() });
    let run = ask(&urls, hour);
    assert!(run.asked.len() <= 2, "{}", run.asked.len());
    assert!(urls.iter().all(|url| run.answers.verdict(url) == Verdict::Unverified));
    let moment: Script = |_, _| Ok(Reply { status: 429, retry_after: Some(5), ..Reply::default() });
    let run = ask(&urls[..1], moment);
    assert_eq!(run.asked.len(), 2, "once more, and never again");
    assert!(run.asked[1].0 >= Duration::from_secs(5));
    assert_eq!(run.answers.verdict(&urls[0]), Verdict::Unverified);
}

#[test]
fn without_a_network_nothing_is_broken() {
    let urls = ["https://a.example/".to_owned(), "https://b.example/".to_owned()];
    let run = ask(&urls, |_, _| Err(Failure::NoSuchHost));
    assert!(urls.iter().all(|url| run.answers.verdict(url) == Verdict::Unverified));
    assert_eq!(run.answers.notes().len(), 1);
    let run = ask(&urls, |_, url| if url.contains("a.example") { says(200) } else { Err(Failure::NoSuchHost) });
    assert_eq!(run.answers.verdict(&urls[1]), broken("there is no such host"));
    assert!(run.answers.notes().is_empty());
}
