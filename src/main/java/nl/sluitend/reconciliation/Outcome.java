package nl.sluitend.reconciliation;

/** What a run says of a registration. */
final class Outcome {

    private Outcome() {}

    /** In the words of the interface. */
    enum Kind {
        /** The counterpart has this pupil too. */
        MATCHED,
        /** The counterpart has a pupil with a part of the name equal: people have to confirm it. */
        PROBABLE,
        /**
         * People on both sides did not confirm it in time: on the same key it is not asked again.
         */
        NOT_CONFIRMED,
        /** What the counterpart has under another key contradicts what it has under this one. */
        CONFLICT,
        /** The pupil took part, and the counterpart does not have it. */
        ONLY_HERE,
        /** The convenant leaves it out; the rule says which part. */
        OUT_OF_SCOPE,
        /** It has no matching key that the convenant uses. */
        KEY_MISSING,
        /** Its key fits more than one pupil of this register. */
        AMBIGUOUS,
        /** No samenwerkingsverband answers for this pupil. */
        NOBODY_ANSWERS,
        /** The pupil is kept out after an objection. */
        OBJECTION,
        /** It matched, and that was withdrawn: on the same key it takes no part any more. */
        WITHDRAWN
    }
}
