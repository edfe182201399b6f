//! Sessions: who is signed in from where until when, and the refresh tokens that carry one on.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{client_secrets, clients, people, refresh_tokens, sessions};
use super::types::stored;
use crate::domain::Day;
use crate::domain::access::{Duty, Holder};
use crate::domain::id::{ClientId, PersonId, SessionId};
use crate::domain::words::Sentence;

/// How a session proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser, by cookie.
    Browser,
    /// A program, by access and refresh tokens.
    Tokens,
}

impl SessionKind {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Tokens => "tokens",
        }
    }

    fn of(code: &str) -> Self {
        if code == Self::Browser.code() { Self::Browser } else { Self::Tokens }
    }
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// The person signed out.
    SignedOut,
    /// The person ended it from another session.
    Person,
    /// An administrator ended it.
    Administrator,
    /// The password, or the second factor, was changed.
    Credentials,
    /// A used refresh token came again.
    Reuse,
    /// The person signed in anew and may have one session only.
    Replaced,
}

impl SessionEnd {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::Person => "person",
            Self::Administrator => "administrator",
            Self::Credentials => "credentials",
            Self::Reuse => "reuse",
            Self::Replaced => "replaced",
        }
    }
}

/// A session about to begin.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Whose.
    pub holder: Holder,
    /// How it proves itself.
    pub kind: SessionKind,
    /// What must be done before anything else.
    pub duty: Option<Duty>,
    /// SHA-256 of the cookie's secret, or of the first refresh token; a program has neither.
    pub secret_hash: Option<&'a str>,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// Its absolute end.
    pub ends: DateTime<Utc>,
    /// Address it came from.
    pub address: &'a str,
    /// What the browser or program calls itself.
    pub device: &'a str,
}

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// Whose.
    pub holder: Holder,
    /// How it proves itself.
    pub kind: SessionKind,
    /// What must be done before anything else.
    pub duty: Option<Duty>,
    /// When it began, UTC.
    pub started_at: NaiveDateTime,
    /// When it was last seen, UTC; to about a minute.
    pub seen_at: NaiveDateTime,
    /// Its absolute end, UTC.
    pub ends_at: NaiveDateTime,
    /// Address it came from.
    pub address: String,
    /// What the browser or program calls itself.
    pub device: String,
}

/// A session that has not been ended, its proof, and whether its holder may still use the product.
#[derive(Clone)]
pub struct OpenSession {
    /// The session.
    pub session: Session,
    /// SHA-256 of the cookie's secret, browsers only.
    pub secret_hash: Option<String>,
    /// The account, or the program, is active.
    pub holder_active: bool,
}

impl OpenSession {
    pub(super) fn of(row: SessionRow, holder_active: bool) -> Result<Self, StoreError> {
        Ok(Self { secret_hash: row.secret_hash.clone(), session: row.try_into()?, holder_active })
    }
}

/// What a refresh token turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// None of ours, or of a session long gone.
    Unknown,
    /// The live one of this session; it is used up now.
    Live(SessionId),
    /// A used one of this session.
    Used(SessionId),
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub(super) id: i64,
    person_id: Option<i64>,
    client_id: Option<i64>,
    kind: String,
    secret_hash: Option<String>,
    duty: Option<String>,
    started_at: NaiveDateTime,
    seen_at: NaiveDateTime,
    ends_at: NaiveDateTime,
    address: String,
    device: String,
}

/// The hash of a program's secret.
#[derive(Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = client_secrets, treat_none_as_default_value = false)]
pub(super) struct ClientSecretRow {
    client_id: i64,
    secret_hash: String,
    made_at: NaiveDateTime,
}

impl Database {
    /// Opens a session; its number.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn session_open(&mut self, new: &NewSession<'_>) -> Result<SessionId, StoreError> {
        self.write(|connection| {
            let (person, client) = new.holder.columns();
            let id: i64 = diesel::insert_into(sessions::table)
                .values((
                    sessions::person_id.eq(person),
                    sessions::client_id.eq(client),
                    sessions::kind.eq(new.kind.code()),
                    sessions::secret_hash.eq(new.secret_hash.filter(|_| new.kind == SessionKind::Browser)),
                    sessions::duty.eq(new.duty.map(Duty::code)),
                    sessions::started_at.eq(stored(new.at)),
                    sessions::seen_at.eq(stored(new.at)),
                    sessions::ends_at.eq(stored(new.ends)),
                    sessions::address.eq(new.address),
                    sessions::device.eq(new.device),
                ))
                .returning(sessions::id)
                .get_result(connection)?;
            if let (SessionKind::Tokens, Some(hash)) = (new.kind, new.secret_hash) {
                issue(connection, id, hash)?;
            }
            Ok(SessionId(id))
        })
    }

    /// A session that has not been ended, with its holder in the same read. Whether its time is over is for the caller to say.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn session_find(&mut self, id: SessionId, today: Day) -> Result<Option<OpenSession>, StoreError> {
        type Days = Option<(Day, Option<Day>)>;
        let found: Option<(SessionRow, Days, Days)> = sessions::table
            .left_join(people::table)
            .left_join(clients::table)
            .filter(sessions::id.eq(id.0).and(sessions::ended_at.is_null()))
            .select((
                SessionRow::as_select(),
                (people::active_from, people::active_until).nullable(),
                (clients::active_from, clients::active_until).nullable(),
            ))
            .first(self.connection())
            .optional()?;
        let Some((row, person, client)) = found else { return Ok(None) };
        let holder_active = person.or(client).is_some_and(|(from, until)| from <= today && until.is_none_or(|until| today < until));
        OpenSession::of(row, holder_active).map(Some)
    }

    /// Notes that a session was seen.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn session_seen(&mut self, id: SessionId, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::update(sessions::table.find(id.0)).set(sessions::seen_at.eq(stored(at))).execute(connection)?;
            Ok(())
        })
    }

    /// The sessions of a person that have not been ended and last beyond `now`, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn sessions_of(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<SessionRow> = sessions::table
            .filter(sessions::person_id.eq(person.0).and(sessions::ended_at.is_null().and(sessions::ends_at.gt(stored(now)))))
            .order(sessions::id.desc())
            .select(SessionRow::as_select())
            .load(self.connection())?;
        rows.into_iter().map(Session::try_from).collect()
    }

    /// Sets or clears what must be done in a session before anything else.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn session_duty(&mut self, id: SessionId, duty: Option<Duty>) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::update(sessions::table.find(id.0)).set(sessions::duty.eq(duty.map(Duty::code))).execute(connection)?;
            Ok(())
        })
    }

    /// Ends a session; `false` when it had ended before or never was.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn session_end(&mut self, id: SessionId, why: SessionEnd, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.write(|connection| {
            let open = sessions::table.find(id.0).filter(sessions::ended_at.is_null());
            let ended =
                diesel::update(open).set((sessions::ended_at.eq(stored(at)), sessions::ended_by.eq(why.code()))).execute(connection)?;
            Ok(ended == 1)
        })
    }

    /// Ends every session of a person but one; how many there were.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn sessions_end(
        &mut self,
        person: PersonId,
        but: Option<SessionId>,
        why: SessionEnd,
        at: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        self.write(|connection| {
            let open = sessions::person_id.eq(person.0).and(sessions::ended_at.is_null());
            let others = sessions::id.ne(but.map_or(0, |id| id.0));
            Ok(diesel::update(sessions::table.filter(open.and(others)))
                .set((sessions::ended_at.eq(stored(at)), sessions::ended_by.eq(why.code())))
                .execute(connection)?)
        })
    }

    /// Uses a refresh token up.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn refresh_use(&mut self, token_hash: &str, at: DateTime<Utc>) -> Result<Refresh, StoreError> {
        self.write(|connection| {
            let live = refresh_tokens::table.find(token_hash).filter(refresh_tokens::used_at.is_null());
            let used: Option<i64> = diesel::update(live)
                .set(refresh_tokens::used_at.eq(stored(at)))
                .returning(refresh_tokens::session_id)
                .get_result(connection)
                .optional()?;
            if let Some(session) = used {
                return Ok(Refresh::Live(SessionId(session)));
            }
            let before: Option<i64> =
                refresh_tokens::table.find(token_hash).select(refresh_tokens::session_id).first(connection).optional()?;
            Ok(before.map_or(Refresh::Unknown, |session| Refresh::Used(SessionId(session))))
        })
    }

    /// Gives a session its next refresh token.
    ///
    /// # Errors
    /// The one before it is not used up: the engine refuses a second live one.
    pub fn refresh_issue(&mut self, session: SessionId, token_hash: &str) -> Result<(), StoreError> {
        self.write(|connection| issue(connection, session.0, token_hash))
    }

    /// Deletes sessions whose time was over before `before`, with their refresh tokens; how many sessions.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn sessions_sweep(&mut self, before: DateTime<Utc>) -> Result<usize, StoreError> {
        self.write(|connection| {
            let over = sessions::table.filter(sessions::ends_at.lt(stored(before)));
            diesel::delete(refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(over.select(sessions::id))))
                .execute(connection)?;
            Ok(diesel::delete(over).execute(connection)?)
        })
    }
}

impl Database {
    /// Keeps the hash of a program's secret, in place of an earlier one, and ends its sessions.
    ///
    /// # Errors
    /// No such program; whatever the engine reports.
    pub fn client_secret_set(&mut self, client: ClientId, secret_hash: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::delete(client_secrets::table.find(client.0)).execute(connection)?;
            let row = ClientSecretRow { client_id: client.0, secret_hash: secret_hash.to_owned(), made_at: stored(at) };
            diesel::insert_into(client_secrets::table).values(row).execute(connection)?;
            let open = sessions::client_id.eq(client.0).and(sessions::ended_at.is_null());
            diesel::update(sessions::table.filter(open))
                .set((sessions::ended_at.eq(stored(at)), sessions::ended_by.eq(SessionEnd::Credentials.code())))
                .execute(connection)?;
            Ok(())
        })
    }

    /// The hash of the secret of a program that is active today, by its name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn client_secret(&mut self, name: &str, today: Day) -> Result<Option<(ClientId, String)>, StoreError> {
        let open = clients::active_from.le(today).and(clients::active_until.is_null().or(clients::active_until.gt(today)));
        let found: Option<(i64, String)> = client_secrets::table
            .inner_join(clients::table)
            .filter(clients::name.eq(name).and(open))
            .select((clients::id, client_secrets::secret_hash))
            .first(self.connection())
            .optional()?;
        Ok(found.map(|(id, hash)| (ClientId(id), hash)))
    }
}

fn issue(connection: &mut AnyConnection, session: i64, token_hash: &str) -> Result<(), StoreError> {
    diesel::insert_into(refresh_tokens::table)
        .values((refresh_tokens::session_id.eq(session), refresh_tokens::token_hash.eq(token_hash)))
        .execute(connection)?;
    Ok(())
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let unreadable = |reason: Sentence| StoreError::Unreadable {
            place: Sentence::new(format!("会话 {}", row.id), format!("session {}", row.id)),
            reason,
        };
        let holder = match (row.person_id, row.client_id) {
            (Some(person), _) => Holder::Person(PersonId(person)),
            (None, Some(client)) => Holder::Client(ClientId(client)),
            (None, None) => return Err(unreadable(Sentence::new("没有所属的人或程序", "nobody holds it"))),
        };
        let duty = row.duty.as_deref().map(|code| {
            Duty::of(code).ok_or_else(|| unreadable(Sentence::new(format!("没有“{code}”这一项"), format!("there is no duty \"{code}\""))))
        });
        Ok(Self {
            id: SessionId(row.id),
            holder,
            kind: SessionKind::of(&row.kind),
            duty: duty.transpose()?,
            started_at: row.started_at,
            seen_at: row.seen_at,
            ends_at: row.ends_at,
            address: row.address,
            device: row.device,
        })
    }
}
