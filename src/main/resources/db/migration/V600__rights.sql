-- Requests of data subjects (AVG art. 15 to 21) with their deadlines. Nothing in it names a person: whom a request is
-- about stands in case_point alone.
create table rights_request (
    id               uuid        primary key,
    number           text        not null unique,
    kind             text        not null check (kind in ('ACCESS', 'OBJECTION', 'RESTRICTION', 'RECTIFICATION', 'ERASURE')),
    requester        text        not null check (requester in ('PUPIL', 'PARENT', 'REPRESENTATIVE')),
    received_on      date        not null,
    due_on           date        not null,
    extension_reason text,
    state            text        not null check (state in ('OPEN', 'GRANTED', 'REFUSED', 'LIFTED')),
    explanation      text,
    closed_on        date,
    created_at       timestamptz not null
);
create index rights_request_by_due on rights_request (state, due_on);
create index rights_request_by_creation on rights_request (created_at);

create table rights_request_number (
    year integer primary key,
    last integer not null
);

-- Of package registration: the points of pupils about whom a case runs, in the form of keyed_point; the MAC covers all
-- columns before it. Deleted when the case ends, unless the pupil stays out of the lists.
create table case_point (
    case_id     uuid    not null,
    kind        text    not null,
    suite       text    not null,
    key_version text    not null,
    rho_id      integer not null,
    point       bytea   not null,
    mac         bytea   not null,
    withheld    text    check (withheld in ('OBJECTION', 'RESTRICTION')),
    primary key (case_id, kind, point)
);
