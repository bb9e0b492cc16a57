-- Who did what from where, and what came of it. Apart from the disclosure log and from the records of
-- processing, in which no user stands; linked with both by the operation.
create table audit_record (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    -- The trace id of W3C Trace Context: 32 hexadecimal digits.
    operation text not null,
    -- The subject of the access token, null for who did not get in.
    actor text,
    action text not null,
    origin text,
    status integer not null
);
create index audit_record_by_time on audit_record (at desc, id desc);
create index audit_record_by_operation on audit_record (operation);
