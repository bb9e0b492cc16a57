package nl.sluitend.party;

/** Bytes that are not the strict JSON that {@link CanonicalJson} accepts. */
public final class JsonRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param expectation what is expected and where it went wrong; quotes nothing of the input
     */
    public JsonRefusedException(String expectation) {
        super(expectation);
    }
}
