-- A run: one reconciliation of two registers, a session for each lane of the convenant.
CREATE TABLE run (
    run_id        uuid PRIMARY KEY,
    convenant     text NOT NULL,
    counterpart   text NOT NULL,
    purpose       text NOT NULL,
    ref_date      date NOT NULL,
    lanes         text[] NOT NULL,
    initiator     boolean NOT NULL,
    state         text NOT NULL CHECK (state IN ('RUNNING', 'COMPLETED', 'STOPPED', 'FAILED')),
    reason        text,
    detail        text,
    started       timestamptz NOT NULL,
    ended         timestamptz
);
CREATE INDEX run_by_start ON run (started DESC);

-- What the scope of the convenant left out at the last freeze of a run, by registration.
CREATE TABLE run_excluded (
    run_id          uuid NOT NULL REFERENCES run ON DELETE CASCADE,
    registration_id uuid NOT NULL,
    lane            text NOT NULL,
    outcome         text NOT NULL,
    rule            text,
    PRIMARY KEY (run_id, registration_id, lane)
);

CREATE TABLE session (
    sid                uuid PRIMARY KEY,
    run_id             uuid NOT NULL REFERENCES run,
    lane               text NOT NULL,
    role               text NOT NULL CHECK (role IN ('INITIATOR', 'RESPONDER')),
    convenant          text NOT NULL,
    counterpart        text NOT NULL,
    purpose            text NOT NULL,
    ref_date           date NOT NULL,
    suite              text NOT NULL,
    key_version        text NOT NULL,
    cap                integer NOT NULL,
    phase              text NOT NULL,
    rounds             integer NOT NULL,
    evaluated_sent     integer NOT NULL DEFAULT 0,
    evaluated_received integer NOT NULL DEFAULT 0,
    ending             text,
    reason             text,
    own_size           integer NOT NULL,
    peer_size          integer,
    matched            integer,
    -- Never two sessions under one key (finding 31), nor our own values back from a peer (finding 10).
    public_key         bytea NOT NULL UNIQUE,
    commitment         bytea NOT NULL UNIQUE,
    list_root          bytea NOT NULL,
    commit_salt        bytea NOT NULL,
    digests            bytea[] NOT NULL,
    batch_proof        bytea[] NOT NULL,
    offers_hash        bytea,
    peer_log_size      bigint,
    exposure_index     bigint,
    exposure_leaf      bytea,
    transcript         bytea,
    abort_due          boolean NOT NULL DEFAULT false,
    created            timestamptz NOT NULL,
    updated            timestamptz NOT NULL,
    expires            timestamptz NOT NULL
);
-- One open session for each convenant (finding 17).
CREATE UNIQUE INDEX session_open ON session (convenant) WHERE ending IS NULL;
CREATE INDEX session_by_run ON session (run_id);

-- Every message, as sent or received: what is sent again is these octets, never new ones.
CREATE TABLE session_message (
    sid     uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    sender  text NOT NULL CHECK (sender IN ('OWN', 'PEER')),
    type    text NOT NULL,
    j       integer NOT NULL,
    hash    bytea NOT NULL,
    jws     text,
    body    bytea,
    proof   bytea,
    at      timestamptz NOT NULL,
    PRIMARY KEY (sid, sender, type, j)
);

-- The frozen list. position: in the sorted batch; place: in the list that the root covers.
CREATE TABLE frozen_pupil (
    sid           uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    position      integer NOT NULL,
    place         integer NOT NULL,
    point         bytea NOT NULL,
    salt          bytea NOT NULL,
    registrations uuid[] NOT NULL,
    tag           bytea,
    PRIMARY KEY (sid, position)
);

-- Session seeds, wrapped by the key store. UNLOGGED: not in the write-ahead log, on a standby or in a base backup
-- (finding 9); after a crash of the database it is empty and open sessions end.
CREATE UNLOGGED TABLE session_secret (
    sid     uuid PRIMARY KEY,
    wrapped bytea NOT NULL
);

-- What the convenant lets us spend: charged when the first evaluated chunk leaves (finding 15).
CREATE TABLE ledger (
    sid         uuid PRIMARY KEY,
    convenant   text NOT NULL,
    counterpart text NOT NULL,
    lane        text NOT NULL,
    elements    integer NOT NULL,
    charged     timestamptz NOT NULL
);
CREATE INDEX ledger_by_convenant ON ledger (convenant, charged);
