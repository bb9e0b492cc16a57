package nl.sluitend.reconciliation;

/**
 * A signed message is not of the form that this version writes. The text names the member and what
 * is expected of it.
 */
final class InvalidMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidMessageException(String expectation) {
        super(expectation);
    }

    InvalidMessageException(String expectation, Throwable cause) {
        super(expectation, cause);
    }

    String expectation() {
        return String.valueOf(getMessage());
    }
}
