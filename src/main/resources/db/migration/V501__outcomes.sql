-- The outcome of the last run, by registration and convenant.
CREATE TABLE outcome (
    registration_id uuid NOT NULL,
    source_system   text NOT NULL,
    convenant       text NOT NULL,
    counterpart     text NOT NULL,
    outcome         text NOT NULL,
    rule            text,
    casusnummer     text,
    run_id          uuid NOT NULL,
    since           timestamptz NOT NULL,
    PRIMARY KEY (registration_id, convenant)
);

-- Every change of an outcome, in the order of commit.
CREATE TABLE outcome_entry (
    seq             bigint PRIMARY KEY,
    registration_id uuid NOT NULL,
    source_system   text NOT NULL,
    convenant       text NOT NULL,
    counterpart     text NOT NULL,
    outcome         text NOT NULL,
    rule            text,
    casusnummer     text,
    run_id          uuid NOT NULL,
    since           timestamptz NOT NULL
);
CREATE INDEX outcome_entry_by_source ON outcome_entry (source_system, seq);

-- The last number given out. Its row lock is held until commit, so that numbers become visible in order: a reader that
-- has seen n will never find a smaller one later.
CREATE TABLE outcome_counter (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    last    bigint NOT NULL
);
INSERT INTO outcome_counter (last) VALUES (0);
