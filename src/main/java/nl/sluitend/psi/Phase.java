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
    /** Both RECEIPTs are there; the matches are visible. */
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
        };
    }
}
