-- Matches that proved wrong. The key on which the pair matched stays out of later lists: as point under a registration
-- key, bound to its row by the key store.
CREATE TABLE withdrawal (
    withdrawal_id    uuid PRIMARY KEY,
    convenant        text NOT NULL,
    counterpart      text NOT NULL,
    own              boolean NOT NULL,
    sid              uuid NOT NULL,
    lane             text NOT NULL,
    tag              bytea NOT NULL,
    casusnummer      text NOT NULL,
    reason           text NOT NULL,
    suite            text NOT NULL,
    key_version      text NOT NULL,
    registration_key bytea NOT NULL,
    point            bytea NOT NULL,
    mac              bytea NOT NULL,
    at               timestamptz NOT NULL,
    -- As signed by whoever withdrew, and what the other signed about it.
    hash             bytea NOT NULL,
    jws              text NOT NULL,
    answer           text,
    confirmed        timestamptz,
    -- Values of fields that each party deleted.
    own_deleted      integer NOT NULL,
    peer_deleted     integer,
    problem          text
);
CREATE INDEX withdrawal_by_convenant ON withdrawal (convenant, lane);
-- A pair is withdrawn once by each party.
CREATE UNIQUE INDEX withdrawal_once ON withdrawal (sid, tag, own);

-- What may be a breach of art. 33 AVG: 72 hours from when this party knew.
CREATE TABLE incident (
    incident_id   uuid PRIMARY KEY,
    withdrawal_id uuid NOT NULL REFERENCES withdrawal,
    aware         timestamptz NOT NULL,
    due           timestamptz NOT NULL,
    decision      text CHECK (decision IN ('REPORTED', 'NOT_REPORTED')),
    explanation   text,
    decided       timestamptz
);
CREATE INDEX incident_open ON incident (due) WHERE decision IS NULL;
