DROP TABLE deadline_law;
DROP TABLE deadlines;
