-- What each run said, by outcome and rule; later runs leave it as it is.
CREATE TABLE run_count (
    run_id        uuid NOT NULL REFERENCES run ON DELETE CASCADE,
    outcome       text NOT NULL,
    rule          text NOT NULL,
    registrations integer NOT NULL,
    PRIMARY KEY (run_id, outcome, rule)
);
INSERT INTO run_count SELECT o.run_id, o.outcome, coalesce(o.rule, ''), count(*) FROM outcome o JOIN run r USING (run_id)
WHERE r.state = 'COMPLETED' GROUP BY 1, 2, 3;

-- What changed, and the casusnummer that this ends.
ALTER TABLE outcome_entry ADD COLUMN change text NOT NULL DEFAULT 'CHANGED';
ALTER TABLE outcome_entry ADD COLUMN retired text;

-- How far each source system said that it has read.
CREATE TABLE outcome_ack (
    source_system text PRIMARY KEY,
    seq           bigint NOT NULL,
    at            timestamptz NOT NULL
);
