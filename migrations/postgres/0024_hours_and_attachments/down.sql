DROP TABLE supervision_documents;
ALTER TABLE hearings_told DROP COLUMN at_hour;
