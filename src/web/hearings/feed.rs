//! The feed that calendars subscribe to: made and revoked by its person, served to whoever shows its secret.

use askama::Template;
use secrecy::{ExposeSecret, SecretString};

use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, hearings as said};
use crate::service::{self, Database, Feeding};
use crate::web::shell::{Shell, go_to, page, part, query};

#[derive(Template)]
#[template(path = "hearings/feed.html", config = "src/web/askama.toml")]
struct Feed {
    shell: Shell,
    /// The address, shown once.
    address: Option<String>,
    since: Option<String>,
}

/// `GET /hearings/feed`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let shell = frame(call);
    let shell = if query(call)?.get("done") == "revoked" { shell.with_said(said::FEED_REVOKED) } else { shell };
    let since = database.feed_since(call.person()?)?;
    let since = since.map(|at| said::feed_since(&in_china(at).format("%Y-%m-%d %H:%M").to_string()).in_lang(call.lang).to_owned());
    page(200, &Feed { shell, address: None, since })
}

fn frame(call: &Call) -> Shell {
    Shell::of(call, said::FEED).below("/hearings", said::HEARINGS)
}

/// `POST /hearings/feed`. The address is shown in this answer and never again.
pub fn make(call: &Call) -> Result<Rendered, Problem> {
    let asked = call.clone();
    let person = call.person()?;
    let make = move |database: &mut Database| Ok::<_, Problem>(service::feed_make(database, asked.access()?, person, &asked.act()?)?);
    let secret: SecretString = call.state.writer.run(make)?;
    let address = format!("{}/feeds/{}.ics", call.state.settings.mail.pages, secret.expose_secret());
    page(200, &Feed { shell: frame(call).with_said(said::FEED_MADE), address: Some(address), since: None })
}

/// `POST /hearings/feed/revocation`.
pub fn revoke(call: &Call) -> Result<Rendered, Problem> {
    let (asked, person) = (call.clone(), call.person()?);
    call.state.writer.run(move |database| Ok::<_, Problem>(database.feed_revoke(person, &asked.act()?)?))?;
    Ok(go_to("/hearings/feed?done=revoked"))
}

/// `GET /feeds/{token}.ics`. A secret that is none is as good as no address at all; who tries many of them is told to wait.
pub fn serve(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (state, secret) = (&call.state, SecretString::from(part(call, "token")));
    let with =
        Feeding { trees: &state.trees, books: &call.books, pages: &state.settings.mail.pages, lang: state.settings.lang, now: call.now };
    if let Some(feed) = service::feed(database, &secret, &with)? {
        return Ok(Rendered { status: 200, headers: Vec::new(), body: Content::Bytes("text/calendar; charset=utf-8", feed.into_bytes()) });
    }
    let (entrance, address, now) = (state.entrance.clone(), call.raw.peer, call.now);
    if let Some(locked) = entrance.feeds_locked(database, address, now)? {
        return Err(locked.into());
    }
    // a failure that could not be counted is one try more
    state.writer.submit(move |database| entrance.feed_missed(database, address, now), drop);
    Err(Problem::of(code::NOT_FOUND))
}
