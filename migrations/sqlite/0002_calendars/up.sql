-- Working-day calendars of years whose notice was taken in here, over those that travel in the binary. A correction is the next
-- edition of its year; the newest counts, the older ones stay readable.
-- days_sha256: hash of the days as lines of the bundled table, each with its line feed; `fuyi verify` computes it again.
CREATE TABLE calendar_years (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    notice TEXT,
    addresses TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    days_sha256 TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    UNIQUE (year, edition)
);

CREATE TABLE calendar_days (
    calendar_id BIGINT NOT NULL REFERENCES calendar_years (id),
    on_day DATE NOT NULL,
    works BOOLEAN NOT NULL,
    festival_zh TEXT NOT NULL,
    festival_en TEXT NOT NULL,
    PRIMARY KEY (calendar_id, on_day)
) WITHOUT ROWID;

-- A deadline was computed by an edition: it must stay what it was.
CREATE TRIGGER calendar_years_no_update BEFORE UPDATE ON calendar_years BEGIN SELECT RAISE(ABORT, 'calendar_years are append-only'); END;
CREATE TRIGGER calendar_years_no_delete BEFORE DELETE ON calendar_years BEGIN SELECT RAISE(ABORT, 'calendar_years are append-only'); END;
CREATE TRIGGER calendar_days_no_update BEFORE UPDATE ON calendar_days BEGIN SELECT RAISE(ABORT, 'calendar_days are append-only'); END;
CREATE TRIGGER calendar_days_no_delete BEFORE DELETE ON calendar_days BEGIN SELECT RAISE(ABORT, 'calendar_days are append-only'); END;
