//! Signing in and out in a browser.

use askama::Template;
use secrecy::{ExposeSecret, SecretString};

use crate::domain::words::Words;
use crate::http::call::LAST_SIGN_IN;
use crate::http::credentials::{SESSION, cookie, removal};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages as words;
use crate::service::sign_in::{Attempt, Proof};
use crate::service::{Database, SessionKind};
use crate::web::shell::{Shell, go_to, ours, page, query};

#[derive(Template)]
#[template(path = "account/sign_in.html", config = "src/web/askama.toml")]
struct SignIn<'a> {
    shell: Shell,
    to: &'a str,
    user: &'a str,
}

/// What is said above the form, by the word in its address.
const SAID: [(&str, Words); 2] = [("password", words::PASSWORD_SAVED), ("signed-out", words::SIGNED_OUT)];

/// `GET /sign-in`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let shell = Shell::of(call, words::SIGN_IN);
    let said = SAID.iter().find(|(done, _)| *done == fields.get("done"));
    let shell = match said {
        Some((_, said)) => shell.with_said(*said),
        None => shell,
    };
    page(200, &SignIn { shell, to: ours(fields.get("to")), user: "" })
}

/// `POST /sign-in`. The password is hashed between two visits to the database.
pub fn sign_in(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let code = fields.get("code");
    let attempt = Attempt {
        user_name: fields.get("user").to_owned(),
        password: SecretString::from(fields.raw("password")),
        second_factor: (!code.is_empty()).then(|| SecretString::from(code)),
        kind: SessionKind::Browser,
        address: call.raw.peer,
        device: call.raw.device.clone(),
    };
    let to = ours(fields.get("to"));
    let cookies = call.state.settings.server.cookies;
    let signed_in = match call.state.entrance.sign_in(&call.desk(), attempt, call.now)? {
        Ok(signed_in) => signed_in,
        Err(refusal) => {
            let shell = Shell::of(call, words::SIGN_IN).with_fault(&refusal.sentence());
            return page(Problem::from(refusal).code.status, &SignIn { shell, to, user: fields.get("user") });
        }
    };
    let answer = match signed_in.proof {
        Proof::Browser { cookie: value, .. } => go_to(to).with("set-cookie", cookie(cookies, SESSION, value.expose_secret())),
        Proof::Tokens(_) => return Err(Problem::internal(&"a browser was given tokens")),
    };
    Ok(answer.with(
        "set-cookie",
        match signed_in.last {
            Some(last) => cookie(cookies, LAST_SIGN_IN, &format!("{}|{}", last.at.and_utc().to_rfc3339(), last.from)),
            None => removal(cookies, LAST_SIGN_IN),
        },
    ))
}

/// `POST /sign-out`.
pub fn sign_out(call: &Call) -> Result<Rendered, Problem> {
    let (asked, session) = (call.clone(), call.signed()?.session);
    call.state.writer.run(move |database| Ok::<_, Problem>(asked.state.entrance.sign_out(database, session, &asked.act()?)?))?;
    let cookies = call.state.settings.server.cookies;
    let answer = go_to("/sign-in?done=signed-out").with("set-cookie", removal(cookies, SESSION));
    Ok(answer.with("set-cookie", removal(cookies, LAST_SIGN_IN)))
}
