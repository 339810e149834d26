//! Servers on this machine that answer as a test wants, and keep what they were asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A server that runs until the tests end.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    seen: Arc<Seen>,
    /// Threads of connections that were begun.
    connections: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<String>>,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

/// A listener that answers nobody; `accept` says at once whether anybody connected.
pub(crate) fn quiet() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    listener
}

/// An answer without a body.
pub(crate) fn answer(status: &str, headers: &[&str]) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n").into_bytes()
}

impl Server {
    /// A server that answers each request, its head as text, with what `answer` gives.
    pub(crate) fn start(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::serve(move |stream, seen| {
            let mut request = head_of(&mut BufReader::new(&*stream));
            if request.starts_with("CONNECT ") {
                // As a proxy it is also every server behind it.
                seen.keep(&request);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
                request = head_of(&mut BufReader::new(&*stream));
            }
            let open = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
            seen.most_open.fetch_max(open, Ordering::SeqCst);
            seen.keep(&request);
            let answer = answer(&request);
            // Before the answer is sent: with it the client is free to ask again.
            seen.open.fetch_sub(1, Ordering::SeqCst);
            let _ = stream.write_all(&answer);
        })
    }

    /// A server that goes on writing until `write`, which gets the request and the number of its call, says no. One that
    /// writes nothing holds the connection.
    pub(crate) fn streaming(write: impl Fn(&str, usize, &mut dyn Write) -> bool + Send + Sync + 'static) -> Self {
        Self::serve(move |stream, seen| {
            let request = head_of(&mut BufReader::new(&*stream));
            seen.keep(&request);
            let mut counted = Counted { stream, written: 0 };
            for round in 0.. {
                let before = counted.written;
                if !write(&request, round, &mut counted) {
                    break;
                }
                if counted.written == before {
                    // Silence, until the client goes away.
                    let _ = counted.stream.read(&mut [0]);
                    break;
                }
            }
        })
    }

    /// A server that shows this certificate and says 200.
    pub(crate) fn with_tls((certificate, key): (CertificateDer<'static>, Vec<u8>)) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(key).into())
            .expect("a certificate");
        let config = Arc::new(config);
        Self::serve(move |stream, seen| {
            let Ok(connection) = ServerConnection::new(Arc::clone(&config)) else { return };
            let mut stream = StreamOwned::new(connection, stream);
            let request = head_of(&mut BufReader::new(&mut stream));
            seen.keep(&request);
            let _ = stream.write_all(&answer("200 OK", &[]));
            stream.conn.send_close_notify();
            let _ = stream.flush();
        })
    }

    fn serve(handle: impl Fn(&mut TcpStream, &Seen) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        let (seen, connections) = (Arc::<Seen>::default(), Arc::<Mutex<Vec<JoinHandle<()>>>>::default());
        let (handle, keeps, kept) = (Arc::new(handle), Arc::clone(&seen), Arc::clone(&connections));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (mut stream, handle, seen) = (stream, Arc::clone(&handle), Arc::clone(&keeps));
                let connection = thread::spawn(move || handle(&mut stream, &seen));
                kept.lock().expect("whole").push(connection);
            }
        });
        Self { address, seen, connections }
    }

    /// The URL of a path, which begins without a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// The heads of the requests so far, names of headers in small letters.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().expect("whole").clone()
    }

    /// The most requests that were under way at once.
    pub(crate) fn most_at_a_time(&self) -> usize {
        self.seen.most_open.load(Ordering::SeqCst)
    }

    /// Waits for the ends of all connections so far.
    pub(crate) fn wait(&self) {
        let connections: Vec<JoinHandle<()>> = self.connections.lock().expect("whole").drain(..).collect();
        for connection in connections {
            connection.join().expect("no panic");
        }
    }
}

impl Seen {
    fn keep(&self, request: &str) {
        if !request.is_empty() {
            self.requests.lock().expect("whole").push(request.to_owned());
        }
    }
}

/// Knows whether anything was written.
struct Counted<'s> {
    stream: &'s mut TcpStream,
    written: usize,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.stream.write(bytes)?;
        self.written += written;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

/// A request up to its empty line, names of headers in small letters; nothing if the client went away.
fn head_of(stream: &mut dyn BufRead) -> String {
    let mut head = String::new();
    let mut line = String::new();
    while stream.read_line(&mut line).is_ok_and(|length| length > 0) && line != "\r\n" {
        match line.split_once(':') {
            Some((name, value)) if !head.is_empty() => head.push_str(&format!("{}:{value}", name.to_lowercase())),
            _ => head.push_str(&line),
        }
        line.clear();
    }
    head
}

/// Who issues certificates.
pub(crate) struct Issuer(CertifiedIssuer<'static, KeyPair>);

impl Issuer {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a certificate"))
    }

    /// Its own certificate.
    pub(crate) fn der(&self) -> Vec<u8> {
        self.0.der().to_vec()
    }

    /// A certificate for `host` that ends with a year, and its key.
    pub(crate) fn certificate(&self, host: &str, last_year: i32) -> (CertificateDer<'static>, Vec<u8>) {
        let mut params = CertificateParams::new(vec![host.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(last_year, 12, 31);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        (certificate.der().clone(), key.serialize_der())
    }
}
