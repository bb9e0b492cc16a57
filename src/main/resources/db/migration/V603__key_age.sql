-- Since when a setting or a key was as it is now; for what was there before this column, since the start after it came.
ALTER TABLE seen_at_start ADD COLUMN since timestamptz NOT NULL DEFAULT now();
