DELETE FROM postings;
