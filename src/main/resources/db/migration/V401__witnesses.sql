-- Why nothing is written to this log or signed any more; null while it is open. What was published
-- can still be read.
alter table disclosure_log add column halted text;
alter table disclosure_log add column halted_at timestamptz;

-- What witnesses answered to our checkpoints, verified before it was kept.
create table disclosure_cosignature (
    log_id integer not null,
    size bigint not null,
    witness text not null,
    line text not null,
    cosigned_at timestamptz not null,
    primary key (log_id, witness, size),
    foreign key (log_id, size) references disclosure_checkpoint
);

-- The last of these is looked for again and again.
create index disclosure_leaf_by_kind on disclosure_leaf (log_id, kind, logged_at)
    where kind in ('exposure', 'heartbeat', 'checkpoint');
