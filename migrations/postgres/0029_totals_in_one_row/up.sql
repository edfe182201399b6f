-- All that is counted of a member in a period, in one row.
-- Same tables and columns as ../../sqlite/0029_totals_in_one_row, where they are explained.
DROP TABLE totals;
CREATE TABLE totals (
    member_id BIGINT NOT NULL,
    period INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (member_id, period)
);
