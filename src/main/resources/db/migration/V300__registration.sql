-- What the node keeps of a pupil: a reference of the source system, codes and dates, and points from
-- which no identifier can be read without the key store. Still personal data.
create table registration (
    id            uuid        primary key,
    source_system text        not null,
    reference     text        not null,
    -- The list that the registration came with; a snapshot ends what is missing from its own list.
    profile       text        not null,
    category      text        not null,
    start_date    date        not null,
    end_date      date,
    enrolled      boolean,
    school_type   text,
    municipality  text,
    brin          text,
    source        text,
    offer_date    date,
    lead          text,
    age_band      text,
    -- First day on which the source system did not have it any more.
    ended_on      date,
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    unique (source_system, reference)
);

-- T = rho * HashToGroup(encode(key)); the MAC covers all columns before it.
create table keyed_point (
    registration_id uuid  not null references registration (id) on delete cascade,
    kind            text  not null,
    suite           text  not null,
    key_version     text  not null,
    rho_id          integer not null,
    point           bytea not null,
    mac             bytea not null,
    primary key (registration_id, kind)
);
create index keyed_point_point on keyed_point (kind, point);
create index keyed_point_rho on keyed_point (rho_id, kind);

create table import_job (
    id             uuid        primary key,
    source_system  text        not null,
    -- The Idempotency-Key, or the id.
    key            text        not null,
    mode           text        not null,
    profile        text        not null,
    dry_run        boolean     not null,
    file_date      date        not null,
    state          text        not null,
    -- Why it failed or waits, a problem type.
    reason         text,
    started_at     timestamptz not null,
    progress_at    timestamptz not null,
    finished_at    timestamptz,
    lines          bigint      not null default 0,
    created        bigint      not null default 0,
    changed        bigint      not null default 0,
    unchanged      bigint      not null default 0,
    ended          bigint      not null default 0,
    to_end         bigint      not null default 0,
    refused        bigint      not null default 0,
    warnings       bigint      not null default 0,
    -- Word and count, one pair a line.
    left_out       text        not null default '',
    dropped        text        not null default '',
    consent_by     text,
    unique (source_system, key)
);
-- One list of a source system at a time.
create unique index import_job_running on import_job (source_system) where state = 'RUNNING';

-- What is wrong or doubtful per line, never with a value of the line.
create table import_line_answer (
    job_id   uuid    not null references import_job (id) on delete cascade,
    position integer not null,
    line     bigint  not null,
    field    text    not null,
    severity text    not null,
    wrong    text    not null,
    expected text    not null,
    primary key (job_id, position)
);

-- Registrations that a snapshot would end once a person consents.
create table import_ending (
    job_id          uuid not null references import_job (id) on delete cascade,
    registration_id uuid not null references registration (id) on delete cascade,
    primary key (job_id, registration_id)
);

-- New distinct points per source system, day and kind.
create table quota_use (
    source_system text   not null,
    day           date   not null,
    kind          text   not null,
    used          bigint not null,
    primary key (source_system, day, kind)
);

create table quota_raise (
    source_system text        not null,
    day           date        not null,
    quota         bigint      not null,
    raised_by     text        not null,
    reason        text        not null,
    raised_at     timestamptz not null,
    primary key (source_system, day)
);
