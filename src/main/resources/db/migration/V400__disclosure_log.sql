-- The disclosure log. Leaves, tiles and checkpoints are only ever inserted; every hash can be
-- recomputed from the entries (docs/protocol/disclosure-log.md).

create table disclosure_log (
    id integer generated always as identity primary key,
    origin text not null unique,
    -- The right edge of the tree: size and the roots of the complete subtrees it is made of.
    size bigint not null default 0 check (size >= 0),
    right_edge bytea not null default '',
    last_logged_at timestamptz not null default 'epoch'
);

create table disclosure_leaf (
    log_id integer not null references disclosure_log,
    leaf_index bigint not null,
    entry bytea not null,
    leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
    -- What follows repeats members of the entry, to search by; shown is what the entry says.
    kind text not null,
    logged_at timestamptz not null,
    convenant_hash text,
    purpose text not null,
    legal_basis text not null,
    counterpart text,
    exchange_id text,
    subject_key uuid,
    primary key (log_id, leaf_index)
);
alter table disclosure_leaf alter column leaf_hash set storage plain;
create index disclosure_leaf_by_time on disclosure_leaf (logged_at, log_id, leaf_index);
create index disclosure_leaf_by_exchange on disclosure_leaf (exchange_id) where exchange_id is not null;
create index disclosure_leaf_by_subject on disclosure_leaf (subject_key) where subject_key is not null;

-- Full tiles of 256 hashes; a partial tile is read from the leaves or from the tiles below.
create table disclosure_tile (
    log_id integer not null references disclosure_log,
    level smallint not null,
    tile_index bigint not null,
    hashes bytea not null check (octet_length(hashes) = 8192),
    root bytea not null check (octet_length(root) = 32),
    primary key (log_id, level, tile_index)
);
alter table disclosure_tile alter column hashes set storage external;

-- Every checkpoint that was ever signed.
create table disclosure_checkpoint (
    log_id integer not null references disclosure_log,
    size bigint not null,
    note text not null,
    signed_at timestamptz not null,
    primary key (log_id, size)
);

-- One key per subject and log, wrapped by the key store. Kept apart, so that a backup can leave it out.
create table disclosure_subject_key (
    id uuid primary key,
    log_id integer not null references disclosure_log,
    -- Keyed digest of the subject in this log; null once the key is destroyed.
    subject bytea,
    wrapped_key bytea,
    unique (log_id, subject),
    check ((subject is null) = (wrapped_key is null))
);

-- The openings of the salted digests in a leaf, encrypted under the subject's key.
create table disclosure_opening (
    log_id integer not null,
    leaf_index bigint not null,
    subject_key uuid not null references disclosure_subject_key,
    sealed bytea not null,
    primary key (log_id, leaf_index)
);
create index disclosure_opening_by_key on disclosure_opening (subject_key);

-- The last checkpoint accepted of each counterpart's log.
create table disclosure_witnessed (
    origin text primary key,
    size bigint not null default 0,
    note text,
    seen_at timestamptz,
    check ((size = 0) = (note is null))
);
