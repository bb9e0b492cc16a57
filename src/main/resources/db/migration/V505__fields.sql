-- When both parties had signed the matches of a session; fields may come after that.
ALTER TABLE session ADD COLUMN settled timestamptz;
UPDATE session SET settled = updated WHERE ending = 'AGREED';

-- Of mode FIELDS: of how many pupils fields may have left, and of how many they came.
ALTER TABLE session ADD COLUMN fields_sent integer NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN fields_received integer NOT NULL DEFAULT 0;

-- What the counterpart gave of a registration that matched, and how it compares: wrapped by the key store.
ALTER TABLE outcome ADD COLUMN fields bytea;
ALTER TABLE outcome ADD COLUMN fields_at timestamptz;
ALTER TABLE outcome_entry ADD COLUMN fields bytea;
