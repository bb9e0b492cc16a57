package nl.sluitend.psi;

/** Which of the two parties this is; fixed by who sent the first offer. */
public enum Role {
    /** Sends every request, and evaluates first. */
    INITIATOR,
    /** Answers. */
    RESPONDER;

    public Role other() {
        return this == INITIATOR ? RESPONDER : INITIATOR;
    }
}
