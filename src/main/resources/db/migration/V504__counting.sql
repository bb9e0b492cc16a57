-- What a run and its sessions are for.
ALTER TABLE run ADD COLUMN mode text NOT NULL DEFAULT 'MATCH';
-- The session whose figures stand, when neither list has changed since.
ALTER TABLE run ADD COLUMN answered_by uuid;

ALTER TABLE session ADD COLUMN mode text NOT NULL DEFAULT 'MATCH';
-- Of a count: the privacy loss, the elements of each group of the counter's list, and which list entered.
ALTER TABLE session ADD COLUMN epsilon double precision;
ALTER TABLE session ADD COLUMN groups integer[] NOT NULL DEFAULT '{}';
ALTER TABLE session ADD COLUMN list_version bytea;

ALTER TABLE ledger ADD COLUMN mode text NOT NULL DEFAULT 'MATCH';
ALTER TABLE ledger ADD COLUMN role text NOT NULL DEFAULT 'RESPONDER';
CREATE INDEX ledger_by_counterpart ON ledger (counterpart, mode, charged);

-- The groups of the own list in a count that this party made; the estimate is the number with noise. The salt opens
-- what the log says of it.
CREATE TABLE session_count (
    sid      uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    group_no integer NOT NULL,
    label    text NOT NULL,
    pupils   integer NOT NULL,
    salt     bytea NOT NULL,
    estimate integer,
    PRIMARY KEY (sid, group_no)
);
