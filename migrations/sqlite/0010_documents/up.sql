-- Documents of a case: the entry; the content lies in the folder of files under its SHA-256. Types as SQLite spells them.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    uploaded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL
);
CREATE INDEX documents_case ON documents (case_id, id);
