-- The version of what people change: it grows with every change, and a change names the one it rests on.
-- Grants have none: they are ended, never changed. Same columns as ../../sqlite/0011_versions.
ALTER TABLE units ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE clients ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
