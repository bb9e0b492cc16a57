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
        WITHDRAWN;

        /**
         * Whether this is said of a registration, rather than what another lane says of it. A
         * missing key in one lane says nothing when another lane used one; a doubt weighs more than
         * "only here".
         */
        boolean isAsStrongAs(Kind other) {
            return strength() >= other.strength();
        }

        private int strength() {
            return switch (this) {
                case MATCHED -> 10;
                case PROBABLE -> 9;
                case OBJECTION -> 8;
                case OUT_OF_SCOPE -> 7;
                case NOBODY_ANSWERS -> 6;
                case CONFLICT -> 5;
                case WITHDRAWN -> 4;
                case NOT_CONFIRMED -> 3;
                case AMBIGUOUS -> 2;
                case ONLY_HERE -> 1;
                case KEY_MISSING -> 0;
            };
        }
    }
}
