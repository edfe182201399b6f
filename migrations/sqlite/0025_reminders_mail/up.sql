-- A step that no message carries yet is found by `reminders_loose`: it need not stand among those of messages as well, where a morning
-- would write it twice. Same index as ../../postgres/0025_reminders_mail.
DROP INDEX reminders_mail;
CREATE INDEX reminders_mail ON reminders (mail_id) WHERE mail_id IS NOT NULL;
