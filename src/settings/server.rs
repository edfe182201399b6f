//! The service over HTTP: where it listens, how much it takes, how long it waits.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::reader::Reader;
use crate::domain::words::Sentence;

/// `[server]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// Where to listen; port 0 lets the system choose one.
    pub address: SocketAddr,
    /// Folder of uploaded documents.
    pub files: PathBuf,
    /// Reading connections to the database.
    pub readers: u32,
    /// Imports that may run at the same time.
    pub imports: usize,
    /// Largest JSON body in bytes.
    pub max_body: usize,
    /// Largest uploaded document in bytes.
    pub max_document: u64,
    /// Largest uploaded ledger in bytes.
    pub max_ledger: u64,
    /// How long a client may take for the headers of a request.
    pub headers_within: Duration,
    /// How long a client may take for a JSON body.
    pub body_within: Duration,
    /// How long a client may take for an upload.
    pub upload_within: Duration,
    /// How long running requests may take to finish when the service stops.
    pub stop_within: Duration,
    /// Whether cookies are marked `Secure`.
    pub cookies: Cookies,
}

/// Whether a browser may send the cookies of a session without TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookies {
    /// Only through TLS, which ends at the proxy.
    Secure,
    /// Without TLS as well: for a trial on one machine.
    Plain,
}

impl ServerSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let address = reader.parsed("server.address", || {
            Sentence::new("应为 地址:端口，如 127.0.0.1:8080", "expected address:port, such as 127.0.0.1:8080")
        });
        let files = reader.text("server.files");
        let readers = reader.number("server.readers", 1..=256);
        let imports = reader.number("server.imports", 1..=16);
        let max_body = reader.number("server.max-body-bytes", 1..=1 << 30);
        let max_document = reader.number("server.max-document-bytes", 1..=u64::MAX);
        let max_ledger = reader.number("server.max-ledger-bytes", 1..=u64::MAX);
        let headers = reader.number("server.header-seconds", 1..=3600);
        let body = reader.number("server.body-seconds", 1..=3600);
        let upload = reader.number("server.upload-seconds", 1..=86400);
        let stop = reader.number("server.stop-seconds", 1..=3600);
        let cookies = reader.choice("server.cookies", &[("secure", Cookies::Secure), ("plain", Cookies::Plain)]);
        Some(Self {
            address: address?,
            files: files?.into(),
            readers: u32::try_from(readers?).ok()?,
            imports: usize::try_from(imports?).ok()?,
            max_body: usize::try_from(max_body?).ok()?,
            max_document: max_document?,
            max_ledger: max_ledger?,
            headers_within: Duration::from_secs(headers?),
            body_within: Duration::from_secs(body?),
            upload_within: Duration::from_secs(upload?),
            stop_within: Duration::from_secs(stop?),
            cookies: cookies?,
        })
    }
}
