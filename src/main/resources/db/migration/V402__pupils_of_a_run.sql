-- The pupils of one run under the leaf of their chunk: an entry of salted digests each, of which
-- only the hash stands here, and its openings, encrypted under the subject's key (empty once that
-- key is destroyed).
create table disclosure_pupil (
    log_id integer not null references disclosure_log,
    leaf_index bigint not null,
    position integer not null,
    entry_hash bytea not null check (octet_length(entry_hash) = 32),
    subject_key uuid not null,
    sealed bytea not null,
    primary key (log_id, leaf_index, position)
);
alter table disclosure_pupil alter column sealed set storage external;
create index disclosure_pupil_by_subject on disclosure_pupil (subject_key);
