package nl.sluitend.psi;

/**
 * What the asking party of a MATCH_ONE_SIDED signs about what it learned: a Merkle root (as {@link
 * ListRoot}) over one entry for each pupil of its list, in the order of E, matched or not. The
 * salts stay with it, so the root tells the other party nothing, not even how many matched; an
 * auditor to whom it opens them sees exactly that.
 */
public final class ReceivedRoot {

    private ReceivedRoot() {}

    /**
     * {@code Hash(LP("sluitend/v1/received") LP(salt) LP(T) LP(matched))}, {@code matched} 1 or 0
     * as an integer: the content of one leaf.
     *
     * @param salt of the pupil in the list root of this session, 32 octets
     */
    public static Octets entry(Octets salt, Octets point, boolean matched) {
        return Hashes.sha256()
                .lp("sluitend/v1/received")
                .lp(salt)
                .lp(point)
                .lp(matched ? 1 : 0)
                .end();
    }
}
