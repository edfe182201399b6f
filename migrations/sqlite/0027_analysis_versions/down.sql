DROP TRIGGER case_analyses_no_update;
DROP TRIGGER case_analyses_no_delete;
ALTER TABLE case_analyses RENAME TO analyses_before;
CREATE TABLE case_analyses (
    case_id BIGINT PRIMARY KEY REFERENCES cases (id),
    causes TEXT NOT NULL, -- codes of config/supervision/causes.toml: JSON
    responsible TEXT NOT NULL,
    measures TEXT NOT NULL,
    analysed_on DATE NOT NULL,
    written_at TIMESTAMP NOT NULL,
    written_by TEXT NOT NULL
);
INSERT INTO case_analyses (case_id, causes, responsible, measures, analysed_on, written_at, written_by)
SELECT case_id, causes, responsible, measures, analysed_on, written_at, written_by FROM analyses_before AS kept
WHERE version = (SELECT MAX(version) FROM analyses_before AS other WHERE other.case_id = kept.case_id);
DROP TABLE analyses_before;
