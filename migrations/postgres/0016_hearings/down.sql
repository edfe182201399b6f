DROP INDEX events_hearing_held;
DROP INDEX events_hearing_fixed;
