package nl.sluitend.psi;

import nl.sluitend.oprf.Suite;

/**
 * What the convenant fixes for one session; equal at both parties.
 *
 * @param convenant hash of the convenant, lower-case hexadecimal
 * @param mode what the session is for
 * @param lane the kind of matching key: one per session (finding 18)
 * @param keyVersion version of the normalisation behind the keys
 * @param cap largest list that either party may enter, in pupils
 */
public record Terms(
        String convenant, SessionMode mode, String lane, Suite suite, String keyVersion, int cap) {

    /** Pupils in one round when a list is as long as the cap allows. */
    public static final int ROUND_SIZE = 8192;

    /** More pupils than the country has: a larger cap is a mistake. */
    private static final int LARGEST_CAP = 10_000_000;

    public Terms {
        if (cap < 1 || cap > LARGEST_CAP) {
            throw new IllegalArgumentException("the cap must be from 1 to " + LARGEST_CAP);
        }
    }

    /**
     * Chunks in which each section of a list travels: the same for both parties, whatever the size
     * of their lists.
     */
    public int rounds() {
        return mode.rounds(cap);
    }
}
