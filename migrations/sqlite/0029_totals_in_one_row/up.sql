-- All that is counted of a member in a period, in one row. Same tables and columns as ../../postgres/0029_totals_in_one_row.

-- A county's year was thousands of rows of which a page showed a quarter; now it is two rows of each of its units. The program fills the
-- totals from the facts when it has migrated.
DROP TABLE totals;
-- By month (yyyymm) and by year (yyyy00). `counts` is JSON: [[id of the label, how many], …], ascending by label, none of them nothing.
CREATE TABLE totals (
    member_id BIGINT NOT NULL,
    period INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (member_id, period)
);
