-- When the outcomes of a session became visible: after its receipts, in a transaction of its own.
ALTER TABLE session ADD COLUMN shown timestamptz;
UPDATE session SET shown = settled WHERE settled IS NOT NULL;
CREATE INDEX session_unshown ON session (convenant) WHERE mode = 'MATCH' AND settled IS NOT NULL AND shown IS NULL;
