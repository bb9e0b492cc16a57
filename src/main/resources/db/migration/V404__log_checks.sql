-- Every check of the logs of this node, as the process that did it reported.
create table disclosure_check (
    id uuid primary key,
    started_at timestamptz not null,
    -- Who asked for it; null for the nightly one.
    started_by text,
    -- Null while it runs, and for ever when the node stopped meanwhile.
    finished_at timestamptz,
    verified boolean,
    entries bigint,
    -- JSON, as the process wrote it; null when it wrote none, and then failure says why.
    report text,
    failure text,
    check (finished_at is null or (report is null) = (failure is not null)),
    check ((report is null) = (verified is null))
);
create index disclosure_check_by_time on disclosure_check (started_at desc);
