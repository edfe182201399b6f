//! How mail leaves.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;

use super::reader::Reader;
use crate::domain::words::Sentence;

/// `[mail]`.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// How it leaves.
    pub transport: Transport,
    /// The sender, as written.
    pub from: String,
    /// Where people open the pages, without a slash at its end; empty: no links.
    pub pages: String,
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User, if the server asks for one.
    pub user: Option<String>,
    /// File of the password, if one is named.
    pub password_file: Option<PathBuf>,
    /// The password itself, if the environment holds it.
    pub password: Option<String>,
    /// Certificates to trust besides those of the system.
    pub ca_file: Option<PathBuf>,
    /// How long to wait for the server at each step.
    pub timeout: Duration,
    /// How long a message is tried.
    pub park_after: TimeDelta,
    /// Folder of the file transport.
    pub folder: PathBuf,
}

/// How mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// It waits.
    None,
    /// To an SMTP server.
    Smtp,
    /// Into files.
    File,
}

/// How the connection to the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS begins with STARTTLS, or nothing is sent (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Not at all.
    Plain,
}

impl MailSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let transport = reader.choice("mail.transport", &[("none", Transport::None), ("smtp", Transport::Smtp), ("file", Transport::File)]);
        let from = reader.text("mail.from");
        let pages = reader.text("mail.pages");
        let host = reader.text("mail.host");
        let port = reader.number("mail.port", 1..=65_535);
        let security =
            reader.choice("mail.security", &[("starttls", Security::StartTls), ("tls", Security::Tls), ("plain", Security::Plain)]);
        let user = reader.text("mail.user");
        let password_file = reader.text("mail.password-file");
        let password = reader.secret("mail.password", |_| true, Sentence::new("应为文字", "expected a text"));
        let ca_file = reader.text("mail.ca-file");
        let timeout = reader.number("mail.timeout-seconds", 1..=60);
        let park_after = reader.number("mail.park-after-hours", 1..=720);
        let folder = reader.text("mail.folder");
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        Some(Self {
            transport: transport?,
            from: from?,
            pages: pages?.trim_end_matches('/').to_owned(),
            host: host?,
            port: u16::try_from(port?).ok()?,
            security: security?,
            user: given(user?),
            password_file: given(password_file?).map(PathBuf::from),
            password: given(password?),
            ca_file: given(ca_file?).map(PathBuf::from),
            timeout: Duration::from_secs(timeout?),
            park_after: TimeDelta::hours(i64::try_from(park_after?).ok()?),
            folder: folder?.into(),
        })
    }
}

/// Never shows the password.
impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("transport", &self.transport)
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
