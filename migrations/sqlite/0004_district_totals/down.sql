DELETE FROM tallies WHERE unit_id = -1;
