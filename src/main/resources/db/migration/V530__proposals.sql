-- Probable matches: found on a key of the partial tier, and a match when people on both sides confirm it.
CREATE TABLE proposal (
    proposal_id      uuid PRIMARY KEY,
    convenant        text NOT NULL,
    counterpart      text NOT NULL,
    -- The session that proposed the pair, and what both parties know it by.
    sid              uuid NOT NULL,
    lane             text NOT NULL,
    tag              bytea NOT NULL,
    state            text NOT NULL CHECK (state IN ('OPEN', 'CONFIRMED', 'NOT_CONFIRMED', 'LAPSED', 'OVER')),
    proposed         timestamptz NOT NULL,
    -- Until when people can answer: the same moment at both parties.
    lapses           timestamptz NOT NULL,
    ended            timestamptz,
    -- The own registrations that the last run found under the key.
    registrations    uuid[] NOT NULL,
    -- The key, as point under a registration key, bound to its row by the key store.
    suite            text NOT NULL,
    key_version      text NOT NULL,
    registration_key bytea NOT NULL,
    point            bytea NOT NULL,
    mac              bytea NOT NULL,
    -- The own answer, what it is opened with, and the signed messages about it.
    answer           text CHECK (answer IN ('YES', 'NO')),
    salt             bytea,
    answered         timestamptz,
    own_commit       text,
    held             timestamptz,
    own_open         text,
    -- What the counterpart signed.
    peer_commitment  bytea,
    peer_commit      text,
    peer_held        text,
    peer_answer      text CHECK (peer_answer IN ('YES', 'NO')),
    peer_open        text,
    problem          text
);
CREATE INDEX proposal_by_convenant ON proposal (convenant, lane);
CREATE UNIQUE INDEX proposal_once ON proposal (sid, tag);
CREATE INDEX proposal_open ON proposal (lapses) WHERE state = 'OPEN';

-- Pupils whom the other party has under a key of the partial tier, and whom not both parties hold for confirmed.
ALTER TABLE frozen_pupil ADD COLUMN probable boolean NOT NULL DEFAULT false;

-- Pupils who matched: on a whole key, or on one of the partial tier with a confirmation before the session or after it.
CREATE VIEW matched_pupil AS
SELECT f.* FROM frozen_pupil f
WHERE f.tag IS NOT NULL AND NOT f.conflict
  AND (NOT f.probable
    OR EXISTS (SELECT 1 FROM proposal p WHERE p.sid = f.sid AND p.tag = f.tag AND p.state = 'CONFIRMED'));
