-- Points go with their registrations, as before, but by one statement per deletion: a foreign key is
-- checked row by row at every insert, which costs as lists grow (docs/adr/0008).
alter table keyed_point drop constraint keyed_point_registration_id_fkey;

create function delete_points_of_registrations() returns trigger language plpgsql as $$
begin
    delete from keyed_point where registration_id in (select id from gone);
    return null;
end $$;

create trigger registration_points after delete on registration
    referencing old table as gone
    for each statement execute function delete_points_of_registrations();
