package nl.sluitend.psi;

/** Where a session is; the table is in {@code docs/protocol/states.md}. */
public enum Phase {
    /** Our offer is out, or the peer's came in. */
    OFFERED,
    /** Both offers are known; the lists travel. */
    ELEMENTS,
    /** Both lists are verified; the exposure leaves travel. */
    EXPOSED,
    /** Both leaves are verified; rounds of evaluation. */
    EVALUATING,
    /** Every round is verified; own intersection known, outcome leaves being written. */
    COMPUTED,
    /** Outcome leaves are durable, own RESULT is fixed. */
    RESULT_SENT,
    /** Both RESULTs are equal, own RECEIPT is fixed. */
    AGREED,
    /** In FIELDS: both RECEIPTs are there, the matches are visible; own fields are due. */
    FIELDS_DUE,
    /** Disclosure leaves are durable, own fields are fixed and travel. */
    FIELDS_SENT,
    /** All fields of the peer are verified, own second RECEIPT is fixed. */
    FIELDS_HELD,
    /** Every RECEIPT is there; what was agreed on is visible. */
    COMPLETED,
    /** The RESULTs differ; nothing further. */
    DISPUTED,
    /** Broken off. */
    ABORTED;

    /** Whether nothing can happen any more. */
    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, DISPUTED, ABORTED -> true;
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING, COMPUTED, RESULT_SENT, AGREED -> false;
            case FIELDS_DUE, FIELDS_SENT, FIELDS_HELD -> false;
        };
    }

    /** Whether both parties signed the matches and fields are exchanged. */
    public boolean isAboutFields() {
        return this == FIELDS_DUE || this == FIELDS_SENT || this == FIELDS_HELD;
    }
}
