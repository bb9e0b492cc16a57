package nl.sluitend.registration;

/** A source system brings in more pupils that it did not have yet than it may on one day. */
final class QuotaExceededException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long quota;

    QuotaExceededException(long quota) {
        super("more than " + quota + " new pupils in one day");
        this.quota = quota;
    }

    /** Today's quota, in pupils per kind of key. */
    long quota() {
        return quota;
    }
}
