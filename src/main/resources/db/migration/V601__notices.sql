-- What was put right, erased or restricted, told to whoever received it (art. 19 AVG): by this party, or to it.
CREATE TABLE notice (
    notice_id   uuid PRIMARY KEY,
    own         boolean NOT NULL,
    -- Of this party, for which it tells; of another party's requests nothing is known.
    request_id  uuid,
    convenant   text NOT NULL,
    counterpart text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('RECTIFICATION', 'ERASURE', 'RESTRICTION')),
    fields      text[] NOT NULL,
    at          timestamptz NOT NULL,
    -- Which pair. Forgotten at the sender once nothing is left to send, at the receiver 90 days after it was dealt with.
    sid         uuid,
    tag         bytea,
    casusnummer text,
    -- As signed by the sender, and what the other signed about it.
    hash        bytea,
    jws         text,
    answer      text,
    confirmed   timestamptz,
    problem     text,
    given_up    timestamptz,
    -- What people of the receiver did about it.
    handled     timestamptz,
    handling    text
);
CREATE INDEX notice_by_request ON notice (request_id) WHERE own;
CREATE INDEX notice_by_pair ON notice (sid, tag) WHERE NOT own;
