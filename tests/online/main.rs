//! `--online` against servers that the tests start on this machine: what is asked, what never is, and what answers mean.
//! The command cannot be made to ask them, so most of this uses the library, whose policy can allow single addresses.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod command;
mod refused;
mod server;

use std::net::SocketAddr;
use std::time::Duration;

use jdlint::online::{Names, NoAddress, Online, Policy};
use jdlint::site::{External, Verdict};
use server::Server;

fn broken(reason: &str) -> Verdict {
    Verdict::Broken(reason.to_owned())
}

fn not_public() -> Verdict {
    broken("its address is not public")
}

/// Asks one URL.
fn verdict(policy: Policy, url: &str) -> Verdict {
    Online::new(policy).ask([url.to_owned()], &|_, _| {}).verdict(url)
}

/// A policy that allows this server, and does not wait between requests.
fn allowing(server: &Server) -> Policy {
    let mut policy = Policy::default().allowing(server.address);
    policy.limits.apart = Duration::ZERO;
    policy
}

/// A policy for the port of a listener on this machine, but not for its address.
fn allowing_only_the_port(address: SocketAddr) -> Policy {
    Policy::default().allowing(SocketAddr::new([127, 9, 9, 9].into(), address.port()))
}

/// Names as a test wants them.
#[derive(Debug)]
struct Listed(Vec<(&'static str, Vec<SocketAddr>)>);

impl Names for Listed {
    fn addresses(&self, host: &str, _port: u16) -> Result<Vec<SocketAddr>, NoAddress> {
        let found = self.0.iter().find(|(name, _)| *name == host);
        found.map(|(_, addresses)| addresses.clone()).ok_or(NoAddress::NoSuchHost)
    }
}

fn page(links: &[String]) -> String {
    let links: Vec<String> = links.iter().map(|url| format!("- See [tide](<{url}>)\n")).collect();
    format!(
        "---\ntitle: Data Analyst\n---\n\nYou keep our data tidy.\n\n## Responsibilities\n\n{}\n## Requirements\n\n- SQL\n",
        links.concat()
    )
}
