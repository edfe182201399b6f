-- From where an act came: an address, or empty for the terminal.
ALTER TABLE audit ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- The audit trail is sealed piece by piece. A seal lists the digest of every row of its piece and carries the digest of
-- itself and the seal before it: a row changed, removed or put in later is found and named.
CREATE TABLE audit_seals (
    id BIGINT NOT NULL PRIMARY KEY,
    first_row BIGINT NOT NULL,
    last_row BIGINT NOT NULL,
    digests TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    sealed_at TIMESTAMP NOT NULL
);
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals are append-only'); END;
CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals are append-only'); END;
