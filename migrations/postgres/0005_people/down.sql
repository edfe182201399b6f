DROP TABLE approvals;
DROP FUNCTION decide_once();
DROP INDEX case_units_listed;
DELETE FROM case_units WHERE role = '';
ALTER TABLE case_units DROP COLUMN concerned, DROP COLUMN handles, DROP COLUMN kind;
CREATE INDEX case_units_listed ON case_units (unit_id, listed_on, case_id);
ALTER TABLE cases DROP COLUMN officer_id, DROP COLUMN handler_id;
DROP TABLE grants;
DROP FUNCTION end_only();
DROP TABLE clients;
DROP TABLE people;
DROP INDEX units_revision;
ALTER TABLE units
    DROP COLUMN revision, DROP COLUMN successor_id, DROP COLUMN valid_until, DROP COLUMN valid_from,
    DROP COLUMN path, DROP COLUMN parent_id, DROP COLUMN kind;
