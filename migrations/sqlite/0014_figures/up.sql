-- Facts of cases, running totals of them, and figures that were published.
-- Same tables and columns as ../../postgres/0014_figures.

-- What each case adds to the figures: the cases behind a figure are those whose facts it sums.
-- rank: place among the facts that tell one thing of several agencies; facts of one thing have consecutive serials from rank 0 on.
CREATE TABLE facts (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    serial INTEGER NOT NULL,
    measure TEXT NOT NULL,
    on_day DATE NOT NULL,
    unit_id BIGINT NOT NULL,
    instance TEXT NOT NULL,
    code TEXT NOT NULL,
    traits INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (case_id, serial)
) WITHOUT ROWID;
CREATE INDEX facts_measured ON facts (measure, unit_id, on_day);

-- Sums of facts by month (yyyymm) and by year (yyyy00), for each member of each dimension: everything, each unit itself, each unit with
-- all below it, each matter, category, officer and court. They take the place of `tallies`; the program fills them from the cases when
-- it has migrated. The key keeps what one act changes together: a year and its months, of one member, lie on a page or two.
DROP TABLE tallies;
CREATE TABLE totals (
    dimension TEXT NOT NULL,
    measure TEXT NOT NULL,
    period INTEGER NOT NULL,
    member TEXT NOT NULL,
    instance TEXT NOT NULL,
    code TEXT NOT NULL,
    traits INTEGER NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (dimension, member, period, measure, instance, code, traits)
) WITHOUT ROWID;

-- Figures as they were published: never changed. sha256 is of the content.
CREATE TABLE figure_sets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    published_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL
);
CREATE TRIGGER figure_sets_no_update BEFORE UPDATE ON figure_sets BEGIN SELECT RAISE(ABORT, 'published figures are append-only'); END;
CREATE TRIGGER figure_sets_no_delete BEFORE DELETE ON figure_sets BEGIN SELECT RAISE(ABORT, 'published figures are append-only'); END;
