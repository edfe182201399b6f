-- Personal details of the people in a case: identity numbers, telephones, addresses. Same tables and columns as
-- ../../sqlite/0009_personal_data.

-- A row a value; a later version takes the place of the one before, which stays. sealed: the value under a key that is not in
-- this database, bound to case, party, field and version; empty where the detail was taken back. index_hash: keyed hash of what
-- may be searched for. Only the seal may change, when the keys are rotated.
CREATE TABLE party_details (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    party TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    index_hash TEXT COLLATE "C",
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (case_id, party, field, version)
);
CREATE INDEX party_details_hash ON party_details (index_hash) WHERE index_hash IS NOT NULL;

CREATE FUNCTION only_reseal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.case_id <> OLD.case_id OR NEW.party <> OLD.party OR NEW.field <> OLD.field OR NEW.version <> OLD.version
        OR NEW.index_hash IS DISTINCT FROM OLD.index_hash OR NEW.recorded_at <> OLD.recorded_at OR NEW.recorded_by <> OLD.recorded_by
    THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER party_details_no_delete BEFORE DELETE ON party_details FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER party_details_no_truncate BEFORE TRUNCATE ON party_details EXECUTE FUNCTION append_only();
CREATE TRIGGER party_details_only_reseal BEFORE UPDATE ON party_details FOR EACH ROW EXECUTE FUNCTION only_reseal();
