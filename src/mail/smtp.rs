//! Letters to an SMTP server (RFC 5321): one for all, which knows the way to the others.

use std::fs;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, PoolConfig, SmtpTransport};
use lettre::{Transport as _, transport};

use super::{Carrier, Letter, MailFault, Undelivered, letter};
use crate::domain::words::Sentence;
use crate::settings::{MailSettings, Security};

/// Connections kept open for the next letter, at most.
const CONNECTIONS: u32 = 2;

/// An SMTP server.
pub(super) struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    pub(super) fn open(settings: &MailSettings, from: Mailbox) -> Result<Self, MailFault> {
        if settings.host.is_empty() {
            return Err(MailFault::said("host", "未填写邮件服务器", "the mail server is missing"));
        }
        let tls = match settings.security {
            Security::Plain => Tls::None,
            Security::StartTls => Tls::Required(trust(settings)?),
            Security::Tls => Tls::Wrapper(trust(settings)?),
        };
        let mut builder = SmtpTransport::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(settings.timeout))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        if let Some(user) = &settings.user {
            builder = builder.credentials(Credentials::new(user.clone(), password(settings)?));
        }
        Ok(Self { transport: builder.build(), from })
    }
}

fn trust(settings: &MailSettings) -> Result<TlsParameters, MailFault> {
    let unusable = |error: Error| MailFault::said("ca-file", error.to_string(), error.to_string());
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.ca_file {
        let pem = fs::read(path).map_err(|cause| MailFault::unreadable("ca-file", path, &cause))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(unusable)?);
    }
    builder.build_rustls().map_err(unusable)
}

fn password(settings: &MailSettings) -> Result<String, MailFault> {
    match (&settings.password, &settings.password_file) {
        (Some(password), _) => Ok(password.clone()),
        (None, Some(path)) => {
            let text = fs::read_to_string(path).map_err(|cause| MailFault::unreadable("password-file", path, &cause))?;
            Ok(text.trim_end_matches(['\r', '\n']).to_owned())
        }
        (None, None) => Err(MailFault::said("password", "有用户名而没有口令", "there is a user and no password")),
    }
}

impl Carrier for Smtp {
    fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        let message = letter::message(letter, &self.from)?;
        self.transport.send(&message).map(drop).map_err(|error| undelivered(&error))
    }
}

/// Codes that say the server will not have us at all (RFC 4954, RFC 3207): the settings are at fault, no letter is.
const NOT_US: [u16; 5] = [454, 530, 534, 535, 538];

fn undelivered(error: &transport::smtp::Error) -> Undelivered {
    let says = one_line(&error.to_string());
    let said = |zh: &str, en: &str| Sentence::new(format!("{zh}：{says}"), format!("{en}: {says}"));
    let code = error.status().map(u16::from);
    match code {
        Some(code) if NOT_US.contains(&code) => Undelivered::Unreachable(said("邮件服务器拒绝登录", "the mail server refuses our sign-in")),
        // 421: the service closes, whatever it was asked (RFC 5321, 3.8)
        Some(421) => Undelivered::Unreachable(said("邮件服务器暂停服务", "the mail server is closing")),
        Some(_) if error.is_permanent() => Undelivered::Refused(said("邮件服务器拒收", "the mail server refuses it")),
        Some(_) => Undelivered::Later(said("邮件服务器暂不接收", "the mail server will not take it yet")),
        None if error.is_client() => Undelivered::Unreachable(said("邮件服务器不适用", "the mail server will not do")),
        // a certificate that does not convince ends the handshake, before any letter
        None if error.is_tls() || says.starts_with("Connection error") || says.contains("invalid peer certificate") => {
            Undelivered::Unreachable(said("无法连接邮件服务器", "the mail server cannot be reached"))
        }
        None => Undelivered::Lost(said("与邮件服务器的连接中断", "the connection to the mail server was lost")),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}
