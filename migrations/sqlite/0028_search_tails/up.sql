-- Tails and fours of digits join what cases are found by: the program writes all of it anew.
-- Same statement as ../../postgres/0028_search_tails.
DELETE FROM postings;
