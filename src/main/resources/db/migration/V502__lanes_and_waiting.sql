-- Matches that the keys of the PGN lane of the same run contradict (finding 23).
ALTER TABLE frozen_pupil ADD COLUMN conflict boolean NOT NULL DEFAULT false;
ALTER TABLE session ADD COLUMN conflicts integer NOT NULL DEFAULT 0;
-- What a running run waits for.
ALTER TABLE run ADD COLUMN waiting text;
