DROP TABLE number_stems;
DROP TABLE postings;
DROP INDEX cases_number_order;
ALTER TABLE cases DROP COLUMN third_parties;
ALTER TABLE cases DROP COLUMN number_order;
