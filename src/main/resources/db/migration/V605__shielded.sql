-- Beschermd: the pupil has a secret address or is in a shelter, as the source system says. Never in any run.
ALTER TABLE registration ADD COLUMN shielded boolean NOT NULL DEFAULT false;
CREATE INDEX registration_shielded ON registration (id) WHERE shielded;
