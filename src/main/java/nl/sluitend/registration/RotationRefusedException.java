package nl.sluitend.registration;

/** The registration key cannot be rotated now. */
public final class RotationRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RotationRefusedException(String reason) {
        super(reason);
    }
}
