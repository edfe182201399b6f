DROP TABLE reminder_runs;
DROP TABLE hearings_told;
DROP TABLE reminder_choices;
DROP TABLE acknowledgements;
DROP TABLE reminders;
DROP TABLE outbox;
