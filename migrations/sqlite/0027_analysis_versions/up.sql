-- An analysis 一案一分析 is written anew, never over: by what causes a case was known on a past day stays known. Same table and columns as
-- ../../postgres/0027_analysis_versions.

-- What an analysis was written over with before this stands in the audit trail alone.
ALTER TABLE case_analyses RENAME TO analyses_before;
CREATE TABLE case_analyses (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    version BIGINT NOT NULL, -- counts from 1; the highest holds
    causes TEXT NOT NULL, -- codes of config/supervision/causes.toml: JSON
    responsible TEXT NOT NULL,
    measures TEXT NOT NULL,
    analysed_on DATE NOT NULL,
    written_at TIMESTAMP NOT NULL,
    written_by TEXT NOT NULL,
    PRIMARY KEY (case_id, version)
);
INSERT INTO case_analyses (case_id, version, causes, responsible, measures, analysed_on, written_at, written_by)
SELECT case_id, 1, causes, responsible, measures, analysed_on, written_at, written_by FROM analyses_before;
DROP TABLE analyses_before;
CREATE TRIGGER case_analyses_no_update BEFORE UPDATE ON case_analyses BEGIN SELECT RAISE(ABORT, 'case_analyses are append-only'); END;
CREATE TRIGGER case_analyses_no_delete BEFORE DELETE ON case_analyses BEGIN SELECT RAISE(ABORT, 'case_analyses are append-only'); END;
