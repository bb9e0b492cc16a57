-- Checks afterwards of an own list that an officer began: what they need is given out for a day, to that officer.
CREATE TABLE replay (
    replay_id uuid PRIMARY KEY,
    run_id    uuid NOT NULL REFERENCES run ON DELETE CASCADE,
    officer   text NOT NULL,
    at        timestamptz NOT NULL
);
-- How many pupils of the source system were drawn, so that not many can be tried; not who.
CREATE TABLE replay_draw (
    replay_id uuid NOT NULL REFERENCES replay ON DELETE CASCADE,
    sid       uuid NOT NULL,
    pupils    integer NOT NULL,
    at        timestamptz NOT NULL
);
CREATE INDEX replay_draw_by_time ON replay_draw (at);
