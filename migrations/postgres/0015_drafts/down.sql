DROP INDEX events_act_number;
DROP TABLE drafts;
