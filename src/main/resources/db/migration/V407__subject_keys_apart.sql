-- The subject keys stay out of the main backup. With this constraint a restore of the rest would fail,
-- and an opening whose key is not there is what an erased one is: unreadable.
alter table disclosure_opening drop constraint disclosure_opening_subject_key_fkey;
