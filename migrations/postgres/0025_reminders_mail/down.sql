DROP INDEX reminders_mail;
CREATE INDEX reminders_mail ON reminders (mail_id);
