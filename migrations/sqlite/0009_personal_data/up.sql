-- Personal details of the people in a case: identity numbers, telephones, addresses. Same tables and columns as
-- ../../postgres/0009_personal_data.

-- A row a value; a later version takes the place of the one before, which stays. sealed: the value under a key that is not in
-- this database, bound to case, party, field and version; empty where the detail was taken back. index_hash: keyed hash of what
-- may be searched for. Only the seal may change, when the keys are rotated.
CREATE TABLE party_details (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    party TEXT NOT NULL,
    field TEXT NOT NULL,
    version INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    index_hash TEXT,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (case_id, party, field, version)
) WITHOUT ROWID;
CREATE INDEX party_details_hash ON party_details (index_hash) WHERE index_hash IS NOT NULL;

CREATE TRIGGER party_details_no_delete BEFORE DELETE ON party_details BEGIN SELECT RAISE(ABORT, 'party_details are append-only'); END;
CREATE TRIGGER party_details_only_reseal BEFORE UPDATE ON party_details
WHEN NEW.case_id <> OLD.case_id OR NEW.party <> OLD.party OR NEW.field <> OLD.field OR NEW.version <> OLD.version
    OR NEW.index_hash IS NOT OLD.index_hash OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'party_details are append-only'); END;
