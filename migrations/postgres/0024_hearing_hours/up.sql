-- The hour of a hearing as people were told of it, `HH:MM`; absent where no notice says.
ALTER TABLE hearings_told ADD COLUMN at_hour TEXT;
