-- What is pending in a case: a period that runs or stands still, a duty that is overdue. Computed from its events and rewritten with
-- each of them, so that nothing of the day it is read on is kept: shown_from and shown_until say on which days the row is
-- pending if no further event comes (9999-12-31: until one comes). safe_on: the earliest day it can be said to end, which
-- reminders go by; latest_on: the latest; both absent while the clock stands. unit_id 0: no unit of ours.
CREATE TABLE deadlines (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    serial INTEGER NOT NULL,
    rule TEXT NOT NULL,
    from_on DATE NOT NULL,
    shown_from DATE NOT NULL,
    shown_until DATE NOT NULL,
    safe_on DATE,
    latest_on DATE,
    nominal_on DATE,
    provisional BOOLEAN NOT NULL,
    estimated BOOLEAN NOT NULL,
    ours BOOLEAN NOT NULL,
    unit_id BIGINT NOT NULL,
    PRIMARY KEY (case_id, serial)
) WITHOUT ROWID;
CREATE INDEX deadlines_due ON deadlines (safe_on, case_id, serial);
CREATE INDEX deadlines_unit ON deadlines (unit_id, safe_on, case_id, serial);

-- The law the deadlines were last computed with as a whole: calendar, rule book, settings, each by its hash. One row at most;
-- 'none' where there were cases before there were deadlines: `fuyi deadlines recompute --apply` computes them.
CREATE TABLE deadline_law (
    fingerprint TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO deadline_law (fingerprint) SELECT 'none' WHERE EXISTS (SELECT 1 FROM cases);
