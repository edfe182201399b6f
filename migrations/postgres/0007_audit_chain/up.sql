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
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals EXECUTE FUNCTION append_only();
