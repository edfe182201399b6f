//! A client of our own: it says on the line exactly what a test wants said, also what no decent client would.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case; several of one name joined by a line end.
    pub headers: HashMap<String, String>,
    /// What followed them.
    pub body: Vec<u8>,
    /// Bytes it took on the line.
    pub weight: usize,
}

/// A request about to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// A request without headers or body.
    pub fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    /// The same with one header more.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a body in JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string().as_bytes())
    }

    /// The same with a body.
    pub fn body(mut self, media_type: &str, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self.header("content-type", media_type)
    }

    /// The same with a file and fields beside it.
    pub fn upload(self, name: &str, content: &[u8], fields: &[(&str, &str)]) -> Self {
        const BOUNDARY: &str = "between-the-parts";
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes());
        body.extend(content);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        self.body(&format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    /// Its bytes on the line.
    pub fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\nconnection: close\r\n", self.method, self.target);
        if self.headers.iter().all(|(name, _)| name != "host") {
            head += "host: fuyi.test\r\n";
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.body.is_empty() || matches!(self.method.as_str(), "POST" | "PUT" | "PATCH") {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }

    /// Sends it and waits for the answer.
    pub fn send(&self, to: SocketAddr) -> Answer {
        let mut line = connect(to);
        line.write_all(&self.bytes()).expect("the request goes out");
        Answer::read(&mut line, self.method == "HEAD")
    }
}

/// A connection that does not wait for ever.
pub fn connect(to: SocketAddr) -> TcpStream {
    let line = TcpStream::connect(to).expect("the service listens");
    line.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
    line
}

impl Answer {
    /// Reads one answer to its end.
    pub fn read(line: &mut TcpStream, head_only: bool) -> Self {
        let mut bytes = Vec::new();
        let mut piece = [0; 16 * 1024];
        // not every server closes the connection when asked to; one that has refused a request may reset it: what came before counts
        while let Ok(read @ 1..) = line.read(&mut piece) {
            bytes.extend(&piece[..read]);
            if promised(&bytes).is_some_and(|all| bytes.len() >= all) {
                break;
            }
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("headers");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("headers are text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|first| first.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
        let mut headers: HashMap<String, String> = HashMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let slot = headers.entry(name.to_lowercase()).or_default();
            *slot = if slot.is_empty() { value.trim().to_owned() } else { format!("{slot}\n{}", value.trim()) };
        }
        let rest = &bytes[end + 4..];
        let chunked = headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked");
        let body = if chunked && !head_only { unchunked(rest) } else { rest.to_vec() };
        Self { status, headers, body, weight: bytes.len() }
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// Fails unless it has this status; shows what it says instead.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Fails unless it is a problem document with this code, well-formed in every part; its JSON.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let says = String::from_utf8_lossy(&self.body);
        assert_eq!((self.status, self.header("content-type")), (status, "application/problem+json"), "{says}");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{says}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("/api/v1/docs#{code}"));
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        for text in ["title", "detail", "request_id"] {
            assert!(problem[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {says}");
        }
        problem
    }
}

/// How many bytes an answer has in all, once its headers have told.
fn promised(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.split("\r\n").find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok())?;
    Some(end + 4 + length)
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|size| usize::from_str_radix(size.trim(), 16).ok()).expect("a size");
        if size == 0 {
            break;
        }
        body.extend(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    body
}
