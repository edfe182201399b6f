-- Performance of opinion letters and of what courts decide is counted as well: what was counted before is emptied, and the program fills
-- facts and totals anew from the cases when it has migrated. Same as ../../sqlite/0023_performance.
DELETE FROM total_changes;
DELETE FROM totals;
DELETE FROM total_members;
DELETE FROM total_labels;
DELETE FROM facts;
