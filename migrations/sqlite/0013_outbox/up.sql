-- Reminders by e-mail: what people are told of, the messages, what became of each. Same tables and columns as ../../postgres/0013_outbox.

-- key: what makes a message one (`digest 7 2026-11-23`). content: JSON of what is told at once; empty where reminders say it.
-- message_id: fixed here, so that a message whose answer was lost is the same message when it is sent again.
-- next_at: when it may be tried; of a message being sent, when another worker may take it. uncertain: an answer was lost.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    case_id BIGINT REFERENCES cases (id),
    content TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    since TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'sent', 'parked', 'cancelled')),
    attempts INTEGER NOT NULL,
    next_at TIMESTAMP NOT NULL,
    worker TEXT,
    uncertain BOOLEAN NOT NULL,
    remark TEXT,
    ended_at TIMESTAMP
);
-- What is still to be sent stays short, whatever was sent.
CREATE INDEX outbox_next ON outbox (next_at, id) WHERE state IN ('waiting', 'claimed');
CREATE INDEX outbox_parked ON outbox (id) WHERE state = 'parked';
CREATE INDEX outbox_unsent ON outbox (person_id, kind) WHERE state IN ('waiting', 'parked');

-- A step of a deadline that a person is told of: once. The deadline is named by what it is, not by its row, which is rewritten with
-- every event. mail_id: absent until a message carries it. unit_id 0: who runs the file.
CREATE TABLE reminders (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    rule TEXT NOT NULL,
    from_on DATE NOT NULL,
    unit_id BIGINT NOT NULL,
    due_on DATE NOT NULL,
    step TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    noted_at TIMESTAMP NOT NULL,
    mail_id BIGINT REFERENCES outbox (id),
    PRIMARY KEY (case_id, rule, from_on, unit_id, due_on, step, person_id)
) WITHOUT ROWID;
CREATE INDEX reminders_mail ON reminders (mail_id);
CREATE INDEX reminders_loose ON reminders (person_id) WHERE mail_id IS NULL;

-- Overdue deadlines a head has taken note of: no more is told of them.
CREATE TABLE acknowledgements (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    rule TEXT NOT NULL,
    from_on DATE NOT NULL,
    unit_id BIGINT NOT NULL,
    due_on DATE NOT NULL,
    acknowledged_at TIMESTAMP NOT NULL,
    acknowledged_by TEXT NOT NULL,
    PRIMARY KEY (case_id, rule, from_on, unit_id, due_on)
) WITHOUT ROWID;

-- What a person has chosen. ahead: working days, commas between; absent: what the bureau has set.
CREATE TABLE reminder_choices (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    ahead TEXT,
    on_the_day BOOLEAN NOT NULL,
    suits BOOLEAN NOT NULL,
    hearings BOOLEAN NOT NULL
) WITHOUT ROWID;

-- Hearings ahead, as people were told of them.
CREATE TABLE hearings_told (
    uid TEXT NOT NULL PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    instrument TEXT NOT NULL,
    on_day DATE NOT NULL,
    sequence INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX hearings_told_case ON hearings_told (case_id);

-- The last run of each day: steps found new, and those nobody could be told.
CREATE TABLE reminder_runs (
    on_day DATE NOT NULL PRIMARY KEY,
    ran_at TIMESTAMP NOT NULL,
    runs INTEGER NOT NULL,
    noted BIGINT NOT NULL,
    unaddressed BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reminder_runs_at ON reminder_runs (ran_at);
