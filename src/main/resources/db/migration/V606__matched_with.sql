-- Why a registration stayed out of a lane: this other one of the same pupil had matched in an earlier one.
ALTER TABLE run_excluded ADD COLUMN matched_with uuid;
