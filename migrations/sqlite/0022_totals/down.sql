DROP TABLE total_changes;
DROP TABLE totals;
DROP TABLE total_members;
DROP TABLE total_labels;
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
