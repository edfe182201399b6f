-- What cases are found by. Same tables and columns as ../../postgres/0012_search.

-- number_order: the number so written that text order is the order of years, issuers and sequences; empty where there is none.
-- third_parties: names of third parties 第三人, joined by 、. Both are filled in by the program when it has migrated.
ALTER TABLE cases ADD COLUMN number_order TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN third_parties TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_number_order ON cases (number_order, id);

-- One row for each thing a case is found by (src/domain/search.rs says which, and how it is one number), at the place of the case
-- in a list: the day it is listed under and its id in one number, so that a walk backwards is the list, newest first.
CREATE TABLE postings (
    token BIGINT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (token, place)
) WITHOUT ROWID;

-- What stands before the sequence in case numbers, folded: a few for each year and issuer.
CREATE TABLE number_stems (
    stem TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
