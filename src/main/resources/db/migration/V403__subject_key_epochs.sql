-- Which monthly key of the key store wraps the key of a subject; null for the key store's own.
alter table disclosure_subject_key add column epoch text;
create index disclosure_subject_key_by_epoch on disclosure_subject_key (epoch)
    where wrapped_key is not null;

-- Months whose key was destroyed, so that it is destroyed once.
create table disclosure_epoch_destroyed (
    epoch text primary key
);
