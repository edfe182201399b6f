-- A year's totals over all units together, so that a report reads a few hundred rows in any province.
INSERT INTO tallies (measure, period, unit_id, instance, code, count)
SELECT measure, period, -1, instance, code, SUM(count) FROM tallies WHERE period % 100 = 0 GROUP BY measure, period, instance, code;
