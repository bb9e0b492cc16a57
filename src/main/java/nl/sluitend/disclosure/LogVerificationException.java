package nl.sluitend.disclosure;

/**
 * Log material (a note, checkpoint, key, path, proof, tile or entry) that is malformed or does not
 * verify. The message says what is wrong and where, and never holds the content of an entry.
 */
public final class LogVerificationException extends Exception {

    private static final long serialVersionUID = 1;

    public LogVerificationException(String message) {
        super(message);
    }

    public LogVerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
