-- 复议 Fuyi, first schema. Same tables and columns as ../../postgres/0001_cases; types as SQLite spells them.

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    full_name TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE unit_aliases (
    alias TEXT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id)
) WITHOUT ROWID;

CREATE TABLE import_batches (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    mapping TEXT NOT NULL,
    taken_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('taken', 'undone'))
);
CREATE INDEX import_batches_file ON import_batches (file_sha256);

-- What lists show of a case: the fold of its events, rebuilt by `fuyi verify --rebuild`.
-- withdrawn_at: the moment the import that brought the case was undone; its events stay, its number is free again.
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT,
    instance TEXT,
    state TEXT NOT NULL,
    parties TEXT NOT NULL,
    matter TEXT,
    category TEXT,
    officer TEXT,
    court TEXT,
    listed_on DATE NOT NULL,
    received_on DATE,
    accepted_on DATE,
    concluded_on DATE,
    outcome TEXT,
    version INTEGER NOT NULL,
    batch_id BIGINT REFERENCES import_batches (id),
    batch_entries INTEGER,
    created_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE UNIQUE INDEX cases_number ON cases (number) WHERE number IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX cases_listed ON cases (listed_on, id);

-- The day is repeated here so that the newest cases of a unit come out of one index, in order.
CREATE TABLE case_units (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL,
    listed_on DATE NOT NULL,
    PRIMARY KEY (case_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX case_units_listed ON case_units (unit_id, listed_on, case_id);

-- The case file itself: everything else can be computed from it.
CREATE TABLE events (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    on_day DATE NOT NULL,
    undated BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    data TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

-- Running totals: what all cases add to the figures, by month (yyyymm) and again by year (yyyy00).
-- unit_id 0: no unit recorded; -1: all units together, kept for years only.
CREATE TABLE tallies (
    measure TEXT NOT NULL,
    period INTEGER NOT NULL,
    unit_id BIGINT NOT NULL,
    instance TEXT NOT NULL,
    code TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (measure, period, unit_id, instance, code)
) WITHOUT ROWID;

-- One row of a ledger that became a case.
CREATE TABLE import_rows (
    batch_id BIGINT NOT NULL REFERENCES import_batches (id),
    sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (batch_id, sheet, row_number, case_id)
) WITHOUT ROWID;
CREATE INDEX import_rows_fingerprint ON import_rows (fingerprint);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL
);

-- Nothing rewrites history: not the product, not a hand in the database shell.
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
