package nl.sluitend.registration;

/** The register cannot give the list that was asked for. */
public final class RegisterRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** A stored point is not as this node stored it: somebody changed the database. */
        TAMPERED,
        /** A key rotation has not come to its end: run it again first. */
        ROTATION_UNFINISHED,
        /** More pupils are in scope than the convenant allows. */
        TOO_MANY
    }

    private final Reason reason;

    RegisterRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
