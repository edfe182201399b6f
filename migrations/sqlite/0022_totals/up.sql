-- Running totals in numbers, and changes noted before they are added. Same tables and columns as ../../postgres/0022_totals.

-- Every act changes some dozens of totals. Written out, their keys fill page after page; in numbers, the totals of a member and a year
-- lie on one. The program fills the totals from the facts when it has migrated.
DROP TABLE totals;

-- What is counted: measure, kind of record, the code that divides it, traits.
CREATE TABLE total_labels (
    id INTEGER PRIMARY KEY,
    measure TEXT NOT NULL,
    instance TEXT NOT NULL,
    code TEXT NOT NULL,
    traits INTEGER NOT NULL,
    UNIQUE (measure, instance, code, traits)
);
-- What it is counted for: everything, a unit itself or with all below it, a matter, category, officer or court.
CREATE TABLE total_members (
    id INTEGER PRIMARY KEY,
    dimension TEXT NOT NULL,
    member TEXT NOT NULL,
    UNIQUE (dimension, member)
);
-- By month (yyyymm) and by year (yyyy00).
CREATE TABLE totals (
    member_id BIGINT NOT NULL,
    period INTEGER NOT NULL,
    label_id BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (member_id, period, label_id)
) WITHOUT ROWID;

-- What acts have changed and is not added yet: whoever reads totals adds it. An act writes one row here, in its own transaction; every
-- few dozen acts one of them adds what has gathered.
CREATE TABLE total_changes (
    id INTEGER PRIMARY KEY,
    content TEXT NOT NULL
);
