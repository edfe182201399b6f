-- Hearings by day: the day one is fixed for stands in the event that fixes it, the day it was held in the event itself. Events never
-- change, so that nothing has to be kept beside them. Same indexes as ../../postgres/0016_hearings.
CREATE INDEX events_hearing_fixed ON events (json_extract(data, '$.hearing_on'), case_id)
    WHERE event IN ('hearing-scheduled', 'hearing-notice-served', 'hearing-postponed');
CREATE INDEX events_hearing_held ON events (on_day, case_id) WHERE event = 'hearing-held';
