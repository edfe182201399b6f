ALTER TABLE units DROP COLUMN version;
ALTER TABLE people DROP COLUMN version;
ALTER TABLE clients DROP COLUMN version;
