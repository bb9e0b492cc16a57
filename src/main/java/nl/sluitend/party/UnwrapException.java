package nl.sluitend.party;

/**
 * Wrapped bytes that this key ring did not make, or not for this place: altered at rest, moved to
 * another row, or from another key store.
 */
public final class UnwrapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwrapException(String message) {
        super(message);
    }

    UnwrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
