package nl.sluitend.psi;

/**
 * The own proof does not hold: this machine computes wrongly, or its key is not that of the offer.
 * Nothing of what was computed may leave the node (finding 31).
 */
public final class OwnProofException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public OwnProofException(String what) {
        super(what + " does not verify");
    }
}
