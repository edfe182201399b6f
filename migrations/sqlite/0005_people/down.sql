DROP TABLE approvals;
CREATE TABLE case_units_before (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL,
    listed_on DATE NOT NULL,
    PRIMARY KEY (case_id, unit_id)
) WITHOUT ROWID;
INSERT INTO case_units_before SELECT case_id, unit_id, role, listed_on FROM case_units WHERE role <> '' ORDER BY case_id, unit_id;
DROP TABLE case_units;
ALTER TABLE case_units_before RENAME TO case_units;
CREATE INDEX case_units_listed ON case_units (unit_id, listed_on, case_id);
DROP INDEX cases_officer;
ALTER TABLE cases DROP COLUMN officer_id;
ALTER TABLE cases DROP COLUMN handler_id;
DROP TABLE grants;
DROP TABLE clients;
DROP TABLE people;
DROP INDEX units_revision;
ALTER TABLE units DROP COLUMN revision;
ALTER TABLE units DROP COLUMN successor_id;
ALTER TABLE units DROP COLUMN valid_until;
ALTER TABLE units DROP COLUMN valid_from;
ALTER TABLE units DROP COLUMN path;
ALTER TABLE units DROP COLUMN parent_id;
ALTER TABLE units DROP COLUMN kind;
