DROP INDEX cases_open;
DROP TABLE saved_views;
