//! Setting up an authenticator: begin, type the key in, confirm with a code, keep the recovery codes.

use askama::Template;
use secrecy::{ExposeSecret, SecretString};

use crate::domain::access::Duty;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages as words;
use crate::service::Database;
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "account/second_factor.html", config = "src/web/askama.toml")]
struct SecondFactor {
    shell: Shell,
    begun: bool,
    /// Key and address, shown once.
    key: Option<(String, String)>,
    codes: Vec<String>,
}

/// `GET /account/second-factor`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::SECOND_FACTOR_PAGE);
    let shell = match call.signed()?.duty {
        Some(duty @ Duty::SetUpSecondFactor) => shell.with_said(words::duty(duty)),
        _ => shell,
    };
    page(200, &SecondFactor { shell, begun: false, key: None, codes: Vec::new() })
}

/// `POST /account/second-factor`.
pub fn begin(call: &Call) -> Result<Rendered, Problem> {
    let (entrance, person) = (call.state.entrance.clone(), call.person()?);
    let shell = Shell::of(call, words::SECOND_FACTOR_PAGE);
    match call.state.writer.run(move |database| entrance.begin_second_factor(database, person))? {
        Ok(enrolment) => {
            let plain = |secret: &SecretString| secret.expose_secret().to_owned();
            let key = Some((plain(&enrolment.secret), plain(&enrolment.address)));
            page(200, &SecondFactor { shell, begun: true, key, codes: Vec::new() })
        }
        Err(refusal) => {
            let shell = shell.with_fault(&refusal.sentence());
            page(Problem::from(refusal).code.status, &SecondFactor { shell, begun: false, key: None, codes: Vec::new() })
        }
    }
}

/// `POST /account/second-factor/confirmation`.
pub fn confirm(call: &Call) -> Result<Rendered, Problem> {
    let (asked, whose) = (call.clone(), (call.person()?, call.signed()?.session));
    let code = SecretString::from(call.form()?.get("code"));
    let shell = Shell::of(call, words::SECOND_FACTOR_PAGE);
    let confirm = move |database: &mut Database| {
        let answered = asked.state.entrance.confirm_second_factor(database, whose, &code, &asked.act()?);
        Ok::<_, Problem>(answered?)
    };
    match call.state.writer.run(confirm)? {
        Ok(codes) => {
            let codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
            page(200, &SecondFactor { shell, begun: true, key: None, codes })
        }
        Err(refusal) => {
            let shell = shell.with_fault(&refusal.sentence());
            page(Problem::from(refusal).code.status, &SecondFactor { shell, begun: true, key: None, codes: Vec::new() })
        }
    }
}
