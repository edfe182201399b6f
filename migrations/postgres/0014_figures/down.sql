DROP TABLE figure_sets;
DROP TABLE totals;
DROP TABLE facts;
CREATE TABLE tallies (
    measure TEXT COLLATE "C" NOT NULL,
    period INTEGER NOT NULL,
    unit_id BIGINT NOT NULL,
    instance TEXT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (measure, period, unit_id, instance, code)
);
