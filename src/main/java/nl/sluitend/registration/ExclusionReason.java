package nl.sluitend.registration;

/** Why a registration does not enter a run. */
public enum ExclusionReason {
    /** It does not overlap the period. */
    OUT_OF_SCOPE_PERIOD,
    /** Its category is not one of the convenant's. */
    OUT_OF_SCOPE_CATEGORY,
    /** Its category tells about health, and not every party names an exception for it. */
    OUT_OF_SCOPE_SPECIAL_CATEGORY,
    /** Its school belongs to another sector, or is unknown. */
    OUT_OF_SCOPE_SECTOR,
    /** The pupil lives in another municipality, or where is unknown. */
    OUT_OF_SCOPE_MUNICIPALITY,
    /** The pupil is of another age, or of which is unknown. */
    OUT_OF_SCOPE_AGE,
    /** The pupil has a secret address or is in a shelter: no convenant lets it in. */
    OUT_OF_SCOPE_SHIELDED,
    /** No samenwerkingsverband answers: the pupil is enrolled nowhere, or at an mbo. */
    NOBODY_ANSWERS,
    /** It lacks the matching key, or has it in another suite or version. */
    KEY_MISSING,
    /** Its key fits pupils with different PGNs; or, without one part, with different names. */
    AMBIGUOUS,
    /** The pupil matched in an earlier lane of the run. */
    MATCHED_EARLIER,
    /** The pair that matched on this key was withdrawn. */
    WITHDRAWN,
    /** The pair that this key proposed was not confirmed by people on both sides. */
    NOT_CONFIRMED,
    /** The pupil is kept out after an objection (AVG art. 21). */
    OBJECTION,
    /** The pupil is kept out while processing is restricted (AVG art. 18). */
    RESTRICTION;

    /** Whether the scope of the convenant leaves it out. */
    public boolean isOutOfScope() {
        return switch (this) {
            case OUT_OF_SCOPE_PERIOD,
                    OUT_OF_SCOPE_CATEGORY,
                    OUT_OF_SCOPE_SPECIAL_CATEGORY,
                    OUT_OF_SCOPE_SECTOR,
                    OUT_OF_SCOPE_MUNICIPALITY,
                    OUT_OF_SCOPE_AGE,
                    OUT_OF_SCOPE_SHIELDED ->
                    true;
            case NOBODY_ANSWERS,
                    KEY_MISSING,
                    AMBIGUOUS,
                    MATCHED_EARLIER,
                    WITHDRAWN,
                    NOT_CONFIRMED,
                    OBJECTION,
                    RESTRICTION ->
                    false;
        };
    }
}
