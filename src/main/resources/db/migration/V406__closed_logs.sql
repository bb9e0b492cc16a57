-- The signed final statement of a log to which nothing is written any more, and the signed tombstone of one
-- whose entries were removed. Hashes, checkpoints and cosignatures stay.
alter table disclosure_log add column closing text;
alter table disclosure_log add column pruned text;
-- Whether the counterpart has the final statement.
alter table disclosure_log add column closing_told boolean not null default false;

-- The final statement of a counterpart's log: from then on only its successor is accepted.
alter table disclosure_witnessed add column closing text;
