DROP TABLE audit_seals;
ALTER TABLE audit DROP COLUMN origin;
