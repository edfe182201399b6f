DROP TRIGGER case_analyses_append_only ON case_analyses;
DROP TRIGGER case_analyses_no_truncate ON case_analyses;
DELETE FROM case_analyses AS kept
WHERE version < (SELECT MAX(version) FROM case_analyses AS other WHERE other.case_id = kept.case_id);
ALTER TABLE case_analyses DROP CONSTRAINT case_analyses_pkey;
ALTER TABLE case_analyses DROP COLUMN version;
ALTER TABLE case_analyses ADD CONSTRAINT case_analyses_pkey PRIMARY KEY (case_id);
