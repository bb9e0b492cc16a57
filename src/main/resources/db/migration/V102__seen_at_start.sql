-- Settings and keys as they were at the last start, as digests, so that the next start sees what changed.
create table seen_at_start (
    kind text not null check (kind in ('setting', 'key')),
    name text not null,
    digest text not null,
    primary key (kind, name)
);
