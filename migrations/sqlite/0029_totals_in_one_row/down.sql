DROP TABLE totals;
CREATE TABLE totals (
    member_id BIGINT NOT NULL,
    period INTEGER NOT NULL,
    label_id BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (member_id, period, label_id)
) WITHOUT ROWID;
