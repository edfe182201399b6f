//! Clients that ask as fast as they are answered, over connections that are kept: one thread for all of them, so that the
//! generator never takes more than its share of the machine.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, spawn_local};

/// A request of the bench.
pub type Asked = Request<Full<Bytes>>;

/// How long one round lasts. Rounds are short and taken in turns, so that a noisy neighbour strikes both sides.
pub const ROUND: Duration = Duration::from_millis(1_500);

/// So many clients ask for one round; answers a second. `make` is given a number that no other request of the run has.
///
/// # Panics
/// When an answer has another status than `expected`.
pub fn rate(address: SocketAddr, clients: usize, expected: u16, make: &(impl Fn(u64) -> Asked + Clone + 'static)) -> f64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    run(async move {
        let mut asking = JoinSet::new();
        let start = Instant::now();
        for _ in 0..clients {
            let make = make.clone();
            asking.spawn_local(async move {
                let mut line = connect(address).await;
                let mut answered = 0_u64;
                while start.elapsed() < ROUND {
                    let (status, body) = ask(&mut line, make(NUMBER.fetch_add(1, Ordering::Relaxed))).await;
                    assert_eq!(status, expected, "{}", String::from_utf8_lossy(&body));
                    answered += 1;
                }
                answered
            });
        }
        let answered: u64 = asking.join_all().await.into_iter().sum();
        answered as f64 / start.elapsed().as_secs_f64()
    })
}

/// One request on a connection of its own: status and body.
pub fn once(address: SocketAddr, request: Asked) -> (u16, Bytes) {
    run(async move { ask(&mut connect(address).await, request).await })
}

/// Status and seconds of so many equal requests, one after the other on one connection.
pub fn times(address: SocketAddr, count: usize, make: impl Fn() -> Asked) -> Vec<(u16, f64)> {
    run(async move {
        let mut line = connect(address).await;
        let mut times = Vec::with_capacity(count);
        for _ in 0..count {
            let start = Instant::now();
            let (status, _) = ask(&mut line, make()).await;
            times.push((status, start.elapsed().as_secs_f64()));
        }
        times
    })
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime: Runtime = Builder::new_current_thread().enable_all().build().expect("a run time");
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

async fn connect(address: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.expect("the service listens");
    stream.set_nodelay(true).expect("a socket option");
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
    spawn_local(async move {
        // it ends with its client
        let _ = connection.await;
    });
    sender
}

async fn ask(line: &mut SendRequest<Full<Bytes>>, request: Asked) -> (u16, Bytes) {
    line.ready().await.expect("the connection is kept");
    let answer = line.send_request(request).await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.into_body().collect().await.expect("its body").to_bytes())
}
