-- The hour of a hearing as people were told of it, `HH:MM`; absent where no notice says. Same tables and columns as
-- ../../postgres/0024_hours_and_attachments.
ALTER TABLE hearings_told ADD COLUMN at_hour TEXT;

-- Attachments of a record of supervision: the entry; the content lies in the folder of files under its SHA-256.
CREATE TABLE supervision_documents (
    id INTEGER PRIMARY KEY,
    record_id BIGINT NOT NULL REFERENCES supervision_records (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    uploaded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL
);
CREATE INDEX supervision_documents_record ON supervision_documents (record_id, id);
