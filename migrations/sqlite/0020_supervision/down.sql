DROP TABLE counsel_cases;
DROP TABLE counsel;
DROP TABLE case_analyses;
DROP TABLE supervision_proposals;
DROP TABLE supervision_records;
