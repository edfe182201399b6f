DROP TABLE total_changes;
DROP TABLE totals;
DROP TABLE total_members;
DROP TABLE total_labels;
CREATE TABLE totals (
    dimension TEXT COLLATE "C" NOT NULL,
    measure TEXT COLLATE "C" NOT NULL,
    period INTEGER NOT NULL,
    member TEXT COLLATE "C" NOT NULL,
    instance TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    traits INTEGER NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (dimension, member, period, measure, instance, code, traits)
);
