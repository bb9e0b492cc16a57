-- Pupils are only written under a leaf of a log whose row the same transaction has locked; to look that
-- row up again for each of them was a tenth and more of the cost of a run.
alter table disclosure_pupil drop constraint disclosure_pupil_log_id_fkey;
