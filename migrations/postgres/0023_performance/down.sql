-- An older program does not know all that is counted: it fills facts and totals anew.
DELETE FROM total_changes;
DELETE FROM totals;
DELETE FROM total_members;
DELETE FROM total_labels;
DELETE FROM facts;
