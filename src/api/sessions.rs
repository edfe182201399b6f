//! Signing in and out. A program gets tokens; a browser gets a cookie it cannot read, and a token to send with every change.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reply::{Answer, AnswerDescribed, Done};
use super::take::{InBody, Schemas, schema_of};
use crate::domain::access::Duty;
use crate::http::credentials::{SESSION, cookie, removal};
use crate::http::{Call, Problem, Rendered};
use crate::service::sign_in::{Attempt, Proof, Tokens};
use crate::service::{Database, SessionKind};

/// Somebody wants to come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    /// User name.
    user_name: String,
    /// Password.
    #[schema(value_type = String)]
    password: SecretString,
    /// Code of the authenticator, or a recovery code, where one is asked for.
    #[schema(value_type = Option<String>)]
    code: Option<SecretString>,
    /// A browser: answer with a cookie instead of tokens.
    browser: Option<bool>,
}

/// Somebody is in.
#[derive(Serialize, ToSchema)]
pub struct SignedInBody {
    /// Number of the person.
    person: i64,
    /// When the session ends in any case.
    ends: DateTime<Utc>,
    /// What must be done before anything else: `change-password`, `set-up-second-factor`.
    duty: Option<&'static str>,
    /// When the person signed in the time before.
    last_at: Option<DateTime<Utc>>,
    /// From which address.
    last_from: Option<String>,
    /// Tokens, for a program.
    tokens: Option<TokenBody>,
    /// To be sent as `X-CSRF-Token` with every change, by a browser.
    csrf_token: Option<String>,
}

/// What a program works with.
#[derive(Serialize, ToSchema)]
pub struct TokenBody {
    /// Bearer token.
    access_token: String,
    /// When it ends.
    expires: DateTime<Utc>,
    /// Good for one refresh; null for a client, which signs in again.
    refresh_token: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshBody {
    /// The one got last.
    #[schema(value_type = String)]
    refresh_token: SecretString,
}

/// A machine client wants to come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientSignInBody {
    /// Name of the client.
    name: String,
    /// Its secret.
    #[schema(value_type = String)]
    secret: SecretString,
}

/// A password to be set with a one-time code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpBody {
    /// The one-time code.
    #[schema(value_type = String)]
    code: SecretString,
    /// The new password.
    #[schema(value_type = String)]
    password: SecretString,
}

/// An answer that opens a session, and for a browser sets its cookie.
pub struct Opened {
    body: SignedInBody,
    cookie: Option<String>,
}

impl Answer for Opened {
    fn render(self) -> Result<Rendered, Problem> {
        let body = serde_json::to_vec(&self.body).map_err(|error| Problem::internal(&error))?;
        let rendered = Rendered::json(201, body);
        Ok(match self.cookie {
            Some(cookie) => rendered.with("set-cookie", cookie),
            None => rendered,
        })
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        let headers = vec![("Set-Cookie", "cookie of a browser's session")];
        AnswerDescribed { status: 201, content: Some((crate::http::rendered::JSON, schema_of::<SignedInBody>(schemas))), headers }
    }
}

/// New tokens.
pub struct Renewed(TokenBody);

impl Answer for Renewed {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(Rendered::json(201, serde_json::to_vec(&self.0).map_err(|error| Problem::internal(&error))?))
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        let content = Some((crate::http::rendered::JSON, schema_of::<TokenBody>(schemas)));
        AnswerDescribed { status: 201, content, headers: Vec::new() }
    }
}

/// The end of a session; a browser forgets its cookie.
pub struct SignedOut(String);

impl Answer for SignedOut {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(Done.render()?.with("set-cookie", self.0))
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        Done::describe(schemas)
    }
}

/// `POST /sessions`. The password is hashed between two visits to the database.
pub(super) fn sign_in(call: &Call, InBody(body): InBody<SignInBody>) -> Result<Opened, Problem> {
    let kind = if body.browser.unwrap_or_default() { SessionKind::Browser } else { SessionKind::Tokens };
    let attempt = Attempt {
        user_name: body.user_name,
        password: body.password,
        second_factor: body.code,
        kind,
        address: call.raw.peer,
        device: call.raw.device.clone(),
    };
    let signed_in = call.state.entrance.sign_in(&call.desk(), attempt, call.now)??;
    let (tokens, csrf_token, cookie) = match signed_in.proof {
        Proof::Tokens(tokens) => (Some(TokenBody::from(tokens)), None, None),
        Proof::Browser { cookie: value, cross_site } => {
            let cookie = cookie(call.state.settings.server.cookies, SESSION, value.expose_secret());
            (None, Some(cross_site), Some(cookie))
        }
    };
    let (last_at, last_from) = signed_in.last.map(|last| (last.at.and_utc(), last.from)).unzip();
    let duty = signed_in.duty.map(Duty::code);
    let body = SignedInBody { person: signed_in.person.0, ends: signed_in.ends, duty, last_at, last_from, tokens, csrf_token };
    Ok(Opened { body, cookie })
}

/// `POST /sessions/refresh`.
pub(super) fn refresh(call: &Call, InBody(body): InBody<RefreshBody>) -> Result<Renewed, Problem> {
    let (entrance, now, peer) = (call.state.entrance.clone(), call.now, call.raw.peer);
    let tokens = call.state.writer.run(move |database| entrance.refresh(database, &body.refresh_token, peer, now))??;
    Ok(Renewed(tokens.into()))
}

/// `POST /sessions/client`.
pub(super) fn client(call: &Call, InBody(body): InBody<ClientSignInBody>) -> Result<Renewed, Problem> {
    let (entrance, now, peer) = (call.state.entrance.clone(), call.now, call.raw.peer);
    let admit = move |database: &mut Database| entrance.client_sign_in(database, (&body.name, &body.secret), peer, now);
    let token = call.state.writer.run(admit)??;
    Ok(Renewed(TokenBody { access_token: token.access.expose_secret().to_owned(), expires: token.expires, refresh_token: None }))
}

/// `POST /sessions/set-up`.
pub(super) fn set_up(call: &Call, InBody(body): InBody<SetUpBody>) -> Result<Done, Problem> {
    call.state.entrance.set_up_password(&call.desk(), &body.code, &body.password, call.raw.peer, call.now)??;
    Ok(Done)
}

/// `DELETE /sessions/current`.
pub(super) fn sign_out(call: &Call, database: &mut Database, (): ()) -> Result<SignedOut, Problem> {
    call.state.entrance.sign_out(database, call.signed()?.session, &call.act()?)?;
    Ok(SignedOut(removal(call.state.settings.server.cookies, SESSION)))
}

impl From<Tokens> for TokenBody {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access.expose_secret().to_owned(),
            expires: tokens.expires,
            refresh_token: Some(tokens.refresh.expose_secret().to_owned()),
        }
    }
}
