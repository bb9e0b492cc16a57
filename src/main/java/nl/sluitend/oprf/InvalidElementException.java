package nl.sluitend.oprf;

/**
 * An encoded element was refused: not canonical, not in the group, or the identity ({@code
 * DeserializeElement}, RFC 9497 section 2.1). Names the position, never the bytes.
 */
public final class InvalidElementException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int index;

    public InvalidElementException(int index) {
        super(
                "element "
                        + index
                        + " is not the canonical encoding of a group element other than the identity");
        this.index = index;
    }

    /** Position of the first refused element in the batch, from 0. */
    public int index() {
        return index;
    }
}
