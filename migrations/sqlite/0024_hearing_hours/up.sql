-- The hour of a hearing as people were told of it, `HH:MM`; absent where no notice says. Same tables and columns as
-- ../../postgres/0024_hearing_hours.
ALTER TABLE hearings_told ADD COLUMN at_hour TEXT;
