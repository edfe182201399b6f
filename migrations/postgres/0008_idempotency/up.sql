-- Answers given to requests that must not be done twice, kept for a day. Same table and columns as ../../sqlite/0008_idempotency.
-- actor: `person 7` or `client 3`; fingerprint: SHA-256 of the request; headers: JSON; body: absent when the answer has none.
CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body TEXT,
    answered_at TIMESTAMP NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_answered ON idempotency (answered_at);
