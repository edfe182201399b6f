-- An analysis 一案一分析 is written anew, never over: by what causes a case was known on a past day stays known. Same table and columns as
-- ../../sqlite/0027_analysis_versions.

-- What an analysis was written over with before this stands in the audit trail alone.
ALTER TABLE case_analyses ADD COLUMN version BIGINT NOT NULL DEFAULT 1; -- counts from 1; the highest holds
ALTER TABLE case_analyses ALTER COLUMN version DROP DEFAULT;
ALTER TABLE case_analyses DROP CONSTRAINT case_analyses_pkey;
ALTER TABLE case_analyses ADD CONSTRAINT case_analyses_pkey PRIMARY KEY (case_id, version);
CREATE TRIGGER case_analyses_append_only BEFORE UPDATE OR DELETE ON case_analyses FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER case_analyses_no_truncate BEFORE TRUNCATE ON case_analyses EXECUTE FUNCTION append_only();
