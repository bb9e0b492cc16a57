package nl.sluitend.convenant;

/** What the policy answers. */
public sealed interface PolicyDecision {

    /**
     * The exchange may go on.
     *
     * @param purpose the agreed purpose
     * @param ownBasis legal basis that this party stated for this lane
     * @param peerBasis legal basis that the counterpart stated for it
     */
    record Permitted(
            Convenant.Purpose purpose,
            Convenant.LegalBasis ownBasis,
            Convenant.LegalBasis peerBasis)
            implements PolicyDecision {}

    /**
     * The exchange may not go on.
     *
     * @param rule the first rule that it breaks
     * @param detail what is expected, for people
     */
    record Refused(Rule rule, String detail) implements PolicyDecision {}

    /** The rules, in the order in which they are asked. */
    enum Rule {
        PARTIES("identity-mismatch"),
        CONVENANT_IN_FORCE("not-permitted"),
        MODE("not-permitted"),
        DIRECTION("not-permitted"),
        PURPOSE("not-permitted"),
        LANE("not-permitted"),
        LEGAL_BASIS("not-permitted"),
        SPECIAL_CATEGORIES("not-permitted"),
        SUITE("unsupported"),
        KEY_VERSION("unsupported"),
        FIELD("field-not-permitted"),
        REFERENCE_DATE("not-permitted"),
        MAX_ELEMENTS("limit-exceeded"),
        MAX_GROWTH("limit-exceeded"),
        EVALUATED_PER_PERIOD("limit-exceeded"),
        COUNTS_PER_SCHOOL_YEAR("limit-exceeded"),
        CHANGED_SINCE_COUNT("too-few-changes"),
        DAYS_BETWEEN_RUNS("limit-exceeded"),
        ATTEMPTS_PER_DAY("limit-exceeded");

        private final String problemType;

        Rule(String problemType) {
            this.problemType = problemType;
        }

        /** Slug of the problem type that a refusal by this rule is answered with. */
        public String problemType() {
            return problemType;
        }
    }
}
