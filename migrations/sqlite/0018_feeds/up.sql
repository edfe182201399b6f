-- Addresses that calendars subscribe to, one a person: only the hash of the secret in it is kept. Same table and columns as
-- ../../postgres/0018_feeds.
CREATE TABLE feeds (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256, hexadecimal
    made_at TIMESTAMP NOT NULL
);
