-- Supervision 督办: letters, interviews and meetings as records; proposals raised when a unit crosses a threshold; the analysis of each
-- lost or corrected case; legal counsel and the cases they acted in. Same tables and columns as ../../postgres/0020_supervision.

-- A record runs through its steps: opened, numbered and issued, answered, closed with proof. What has not come yet is null.
CREATE TABLE supervision_records (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whom it is addressed to
    organ TEXT, -- court or procuratorate that issued it
    title TEXT NOT NULL,
    case_id BIGINT REFERENCES cases (id),
    number TEXT,
    issued_on DATE,
    due_on DATE,
    replied_on DATE,
    reply TEXT,
    closed_on DATE,
    proof TEXT,
    opened_at TIMESTAMP NOT NULL,
    opened_by TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX supervision_number ON supervision_records (kind, number);
CREATE INDEX supervision_issued ON supervision_records (issued_on, kind, unit_id);
CREATE INDEX supervision_due ON supervision_records (unit_id, due_on);

-- One proposal for each crossing of a threshold by a unit in a year, whatever becomes of it.
CREATE TABLE supervision_proposals (
    id INTEGER PRIMARY KEY,
    threshold TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    crossing INTEGER NOT NULL, -- from 1
    count BIGINT NOT NULL, -- what was counted when it was raised
    kind TEXT NOT NULL, -- kind of record that is proposed
    state TEXT NOT NULL,
    raised_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    decided_by TEXT,
    reason TEXT, -- why it was dismissed
    record_id BIGINT REFERENCES supervision_records (id), -- what it became
    UNIQUE (threshold, unit_id, year, crossing)
);

CREATE TABLE case_analyses (
    case_id BIGINT PRIMARY KEY REFERENCES cases (id),
    causes TEXT NOT NULL, -- codes of config/supervision/causes.toml: JSON
    responsible TEXT NOT NULL,
    measures TEXT NOT NULL,
    analysed_on DATE NOT NULL,
    written_at TIMESTAMP NOT NULL,
    written_by TEXT NOT NULL
);

CREATE TABLE counsel (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    firm TEXT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    valid_from DATE NOT NULL,
    valid_until DATE
);
CREATE TABLE counsel_cases (
    counsel_id BIGINT NOT NULL REFERENCES counsel (id),
    case_id BIGINT NOT NULL REFERENCES cases (id),
    PRIMARY KEY (counsel_id, case_id)
);
