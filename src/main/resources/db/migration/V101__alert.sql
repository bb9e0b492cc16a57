-- What a person of this party has to look at. Names source systems, convenants and sessions, never a
-- pupil.
create table alert (
    id              uuid        primary key,
    kind            text        not null,
    about           text        not null,
    -- Dutch, for people.
    text            text        not null,
    since           timestamptz not null,
    last_raised     timestamptz not null,
    times           bigint      not null,
    acknowledged_at timestamptz,
    acknowledged_by text
);
-- What is open is raised again, not raised twice.
create unique index alert_open on alert (kind, about) where acknowledged_at is null;
