//! One's own password: changed with the old one, or set with a one-time code.

use askama::Template;
use secrecy::SecretString;

use crate::domain::access::Duty;
use crate::domain::words::Words;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages as words;
use crate::service::Database;
use crate::service::sign_in::SignInRefusal;
use crate::web::shell::{Shell, go_to, page};

#[derive(Template)]
#[template(path = "account/password.html", config = "src/web/askama.toml")]
struct Password {
    shell: Shell,
    action: &'static str,
    with_code: bool,
}

impl Password {
    fn change(shell: Shell) -> Self {
        Self { shell, action: "/account/password", with_code: false }
    }

    fn set_up(shell: Shell) -> Self {
        Self { shell, action: "/set-up", with_code: true }
    }
}

/// `GET /account/password`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::PASSWORD_PAGE);
    let shell = match call.signed()?.duty {
        Some(duty @ Duty::ChangePassword) => shell.with_said(words::duty(duty)),
        _ => shell,
    };
    page(200, &Password::change(shell))
}

/// `POST /account/password`.
pub fn change(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let shell = Shell::of(call, words::PASSWORD_PAGE);
    let Some(new) = typed_twice(&fields) else { return again(Password::change(shell), words::PASSWORDS_DIFFER) };
    let whose = (call.person()?, call.signed()?.session, call.raw.peer);
    let current = SecretString::from(fields.raw("current"));
    match call.state.entrance.change_password(&call.desk(), whose, (&current, &new), call.now)? {
        Ok(()) => page(200, &Password::change(Shell::of(call, words::PASSWORD_PAGE).with_said(words::PASSWORD_CHANGED))),
        Err(refusal) => refused(Password::change(shell), refusal),
    }
}

/// `GET /set-up`.
pub fn set_up_show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    page(200, &Password::set_up(Shell::of(call, words::SET_UP_PAGE)))
}

/// `POST /set-up`.
pub fn set_up(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let shell = Shell::of(call, words::SET_UP_PAGE);
    let Some(new) = typed_twice(&fields) else { return again(Password::set_up(shell), words::PASSWORDS_DIFFER) };
    let code = SecretString::from(fields.get("code"));
    match call.state.entrance.set_up_password(&call.desk(), &code, &new, call.raw.peer, call.now)? {
        Ok(()) => Ok(go_to("/sign-in?done=password")),
        Err(refusal) => refused(Password::set_up(shell), refusal),
    }
}

/// The new password, when it was typed the same twice.
fn typed_twice(fields: &Fields) -> Option<SecretString> {
    (fields.raw("new") == fields.raw("again")).then(|| SecretString::from(fields.raw("new")))
}

fn again(form: Password, why: Words) -> Result<Rendered, Problem> {
    page(422, &Password { shell: form.shell.with_fault(&why.into()), ..form })
}

fn refused(form: Password, refusal: SignInRefusal) -> Result<Rendered, Problem> {
    let shell = form.shell.with_fault(&refusal.sentence());
    page(Problem::from(refusal).code.status, &Password { shell, ..form })
}
