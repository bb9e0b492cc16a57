-- A withdrawal that was itself a mistake: since when this party lets the pair match again. Bound to the row by the key store.
ALTER TABLE withdrawal ADD COLUMN lifted timestamptz;
-- Why, in the words of the officer who lifted it.
ALTER TABLE withdrawal ADD COLUMN lift_explanation text;
