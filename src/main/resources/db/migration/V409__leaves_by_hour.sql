-- How many leaves there are, by hour and by the columns that are searched by: pages count a log of a million leaves without
-- reading it. Kept by triggers in the transaction that writes the leaves, whose log is locked. Like those columns it repeats
-- what the entries say; shown is what an entry says.
create table disclosure_hour (
    log_id integer not null references disclosure_log,
    hour timestamptz not null,
    -- SHA-256 of the columns that follow.
    about bytea not null check (octet_length(about) = 32),
    kind text not null,
    convenant_hash text,
    purpose text not null,
    legal_basis text not null,
    counterpart text,
    leaves bigint not null,
    last_logged_at timestamptz not null,
    primary key (log_id, hour, about)
);

create function disclosure_about(kind text, convenant_hash text, purpose text, legal_basis text, counterpart text)
    returns bytea immutable language sql
    return sha256(convert_to(jsonb_build_array(kind, convenant_hash, purpose, legal_basis, counterpart)::text, 'UTF8'));

insert into disclosure_hour
    select log_id, date_trunc('hour', logged_at, 'UTC'), disclosure_about(kind, convenant_hash, purpose, legal_basis, counterpart),
        kind, convenant_hash, purpose, legal_basis, counterpart, count(*), max(logged_at)
    from disclosure_leaf group by 1, 2, 4, 5, 6, 7, 8;

create function disclosure_hour_add() returns trigger language plpgsql as $$
begin
    insert into disclosure_hour as known
        select log_id, date_trunc('hour', logged_at, 'UTC'), disclosure_about(kind, convenant_hash, purpose, legal_basis, counterpart),
            kind, convenant_hash, purpose, legal_basis, counterpart, count(*), max(logged_at)
        from added group by 1, 2, 4, 5, 6, 7, 8
        on conflict (log_id, hour, about) do update set leaves = known.leaves + excluded.leaves,
            last_logged_at = greatest(known.last_logged_at, excluded.last_logged_at);
    return null;
end $$;
create trigger disclosure_hour_add after insert on disclosure_leaf
    referencing new table as added for each statement execute function disclosure_hour_add();

create function disclosure_hour_remove() returns trigger language plpgsql as $$
begin
    update disclosure_hour h set leaves = h.leaves - r.leaves from (
        select log_id, date_trunc('hour', logged_at, 'UTC') as hour,
            disclosure_about(kind, convenant_hash, purpose, legal_basis, counterpart) as about, count(*) as leaves
        from removed group by 1, 2, 3) r
        where h.log_id = r.log_id and h.hour = r.hour and h.about = r.about;
    delete from disclosure_hour where leaves <= 0;
    return null;
end $$;
create trigger disclosure_hour_remove after delete on disclosure_leaf
    referencing old table as removed for each statement execute function disclosure_hour_remove();
