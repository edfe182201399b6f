-- Sign-in: passwords, second factors, sessions. What proves who somebody is stands here only as a hash or sealed; the keys
-- are outside the database. Same tables and columns as ../../postgres/0006_sessions.

-- password: argon2id, PHC string with its parameters. revoked: it opens nothing any more.
-- last_at, last_from: the last sign-in, which is shown to the person at the next.
CREATE TABLE credentials (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    password TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL,
    revoked BOOLEAN NOT NULL,
    last_at TIMESTAMP,
    last_from TEXT
) WITHOUT ROWID;

-- Those before it, as many as must not be chosen again.
CREATE TABLE former_passwords (
    person_id BIGINT NOT NULL REFERENCES people (id),
    set_at TIMESTAMP NOT NULL,
    password TEXT NOT NULL,
    PRIMARY KEY (person_id, set_at)
) WITHOUT ROWID;

-- secret: sealed with the data key. last_step: the newest step a code was taken of; no older one counts again.
CREATE TABLE second_factors (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    secret TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    last_step BIGINT NOT NULL
) WITHOUT ROWID;

-- code_hash: keyed hash; a used code is gone.
CREATE TABLE recovery_codes (
    person_id BIGINT NOT NULL REFERENCES people (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (person_id, code_hash)
) WITHOUT ROWID;

-- One-time links to set one's own password; one a person, gone when used.
CREATE TABLE set_up_links (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    code_hash TEXT NOT NULL UNIQUE,
    ends_at TIMESTAMP NOT NULL
) WITHOUT ROWID;

-- What a program signs in with.
CREATE TABLE client_secrets (
    client_id BIGINT NOT NULL PRIMARY KEY REFERENCES clients (id),
    secret_hash TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
) WITHOUT ROWID;

-- kind: browser (cookie) or tokens (API). secret_hash: of the cookie's secret; tokens have rows of their own.
-- duty: what must be done before anything else. ends_at: the absolute end. ended_at, ended_by: ended before that, and why.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    person_id BIGINT REFERENCES people (id),
    client_id BIGINT REFERENCES clients (id),
    kind TEXT NOT NULL CHECK (kind IN ('browser', 'tokens')),
    secret_hash TEXT,
    duty TEXT,
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    ended_by TEXT,
    address TEXT NOT NULL,
    device TEXT NOT NULL,
    CHECK ((person_id IS NULL) <> (client_id IS NULL))
);
CREATE INDEX sessions_person ON sessions (person_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_client ON sessions (client_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_ends ON sessions (ends_at);

-- Each is good for one refresh; a used one that comes again was stolen. The engine itself keeps a session from two live ones.
CREATE TABLE refresh_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    used_at TIMESTAMP
) WITHOUT ROWID;
CREATE UNIQUE INDEX refresh_tokens_live ON refresh_tokens (session_id) WHERE used_at IS NULL;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- subject: keyed hash of a user name, whether anybody has it or not, or of an address.
CREATE TABLE sign_in_failures (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP
) WITHOUT ROWID;
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
