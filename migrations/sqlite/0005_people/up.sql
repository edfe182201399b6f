-- Units as a tree, the people and programs that use the product, what is granted to them, what they ask to be approved.
-- Same tables and columns as ../../postgres/0005_people.

-- path: the ids from the top down to the unit itself, `/1/7/`; computed from parent_id.
-- revision: grows with every change to any unit, so that who keeps the tree in memory sees that it changed.
-- A unit that is closed or merged stays: old cases name it. valid_until: first day it is no longer there.
ALTER TABLE units ADD COLUMN kind TEXT;
ALTER TABLE units ADD COLUMN parent_id BIGINT REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE units ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN valid_from DATE;
ALTER TABLE units ADD COLUMN valid_until DATE;
ALTER TABLE units ADD COLUMN successor_id BIGINT REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE units ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
UPDATE units SET path = '/' || id || '/';
CREATE INDEX units_revision ON units (revision);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    user_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    email TEXT,
    lang TEXT NOT NULL,
    active_from DATE NOT NULL,
    active_until DATE,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE clients (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    active_from DATE NOT NULL,
    active_until DATE,
    created_at TIMESTAMP NOT NULL
);

-- A role of a person or of a program, at a unit (NULL: the whole deployment). Ended, never deleted.
CREATE TABLE grants (
    id INTEGER PRIMARY KEY,
    person_id BIGINT REFERENCES people (id),
    client_id BIGINT REFERENCES clients (id),
    role TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    from_day DATE NOT NULL,
    until_day DATE,
    granted_at TIMESTAMP NOT NULL,
    granted_by TEXT NOT NULL,
    ended_at TIMESTAMP,
    ended_by TEXT,
    CHECK ((person_id IS NULL) <> (client_id IS NULL))
);
CREATE INDEX grants_person ON grants (person_id);
CREATE INDEX grants_client ON grants (client_id);

-- Who runs the file, and which officer.
ALTER TABLE cases ADD COLUMN handler_id BIGINT REFERENCES units (id);
ALTER TABLE cases ADD COLUMN officer_id BIGINT REFERENCES people (id);
CREATE INDEX cases_officer ON cases (officer_id) WHERE officer_id IS NOT NULL;

-- Which cases a unit reaches: those that it, or a unit below it, handles or is concerned by. One row a case and unit on any
-- path up from the units on the case and from its handler; role is empty unless the unit itself stands on the case.
CREATE TABLE case_reach (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL,
    listed_on DATE NOT NULL,
    kind TEXT NOT NULL,
    handles BOOLEAN NOT NULL,
    concerned BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, unit_id)
) WITHOUT ROWID;
INSERT INTO case_reach
SELECT u.case_id, u.unit_id, u.role, u.listed_on, c.kind, FALSE, TRUE FROM case_units u JOIN cases c ON c.id = u.case_id ORDER BY u.case_id, u.unit_id;
DROP TABLE case_units;
ALTER TABLE case_reach RENAME TO case_units;
-- A list of a unit is one equality on this index, in order; what narrows it stands in the index as well.
CREATE INDEX case_units_listed ON case_units (unit_id, listed_on, case_id, kind, handles, concerned);

-- An event that needs the consent of a head: asked for, then approved, sent back or withdrawn.
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL,
    event TEXT NOT NULL,
    entry TEXT NOT NULL,
    approver TEXT NOT NULL,
    article TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_at TIMESTAMP NOT NULL,
    requested_by TEXT NOT NULL,
    requester TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'sent-back', 'withdrawn')),
    decided_at TIMESTAMP,
    decided_by TEXT,
    decider TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX approvals_waiting ON approvals (case_id) WHERE state = 'waiting';
CREATE INDEX approvals_case ON approvals (case_id, id);

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants BEGIN SELECT RAISE(ABORT, 'grants are ended, not deleted'); END;
CREATE TRIGGER grants_only_end BEFORE UPDATE ON grants
WHEN OLD.ended_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.person_id IS NOT OLD.person_id OR NEW.client_id IS NOT OLD.client_id
    OR NEW.role <> OLD.role OR NEW.unit_id IS NOT OLD.unit_id OR NEW.from_day <> OLD.from_day
    OR NEW.granted_at <> OLD.granted_at OR NEW.granted_by <> OLD.granted_by
BEGIN SELECT RAISE(ABORT, 'grants are ended, not changed'); END;
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals BEGIN SELECT RAISE(ABORT, 'approvals are decided, not deleted'); END;
CREATE TRIGGER approvals_only_decide BEFORE UPDATE ON approvals WHEN OLD.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END;
