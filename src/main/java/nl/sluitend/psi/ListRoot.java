package nl.sluitend.psi;

import java.util.List;

/**
 * Merkle root (RFC 6962 section 2.1) over a frozen list: one entry for each pupil, salted, so that
 * the root tells nothing and an entry can be erased without touching it.
 */
public final class ListRoot {

    private ListRoot() {}

    /** {@code LP("sluitend/v1/list-entry") LP(salt) LP(T)}, hashed: the content of one leaf. */
    public static Octets entry(Octets salt, Octets point) {
        return Hashes.sha256().lp("sluitend/v1/list-entry").lp(salt).lp(point).end();
    }

    /**
     * Root over the entries, in the order of the frozen list; of no entries, SHA-256 of nothing.
     */
    public static Octets of(List<Octets> entries) {
        if (entries.isEmpty()) {
            return Hashes.plain(new byte[0]);
        }
        return subtree(entries);
    }

    private static Octets subtree(List<Octets> entries) {
        int size = entries.size();
        if (size == 1) {
            return leafHash(entries.getFirst().toByteArray());
        }
        int left = Integer.highestOneBit(size - 1);
        return Hashes.sha256()
                .raw(new byte[] {1})
                .raw(subtree(entries.subList(0, left)).toByteArray())
                .raw(subtree(entries.subList(left, size)).toByteArray())
                .end();
    }

    /** {@code SHA-256(0x00 ‖ content)}. */
    public static Octets leafHash(byte[] content) {
        return Hashes.sha256().raw(new byte[] {0}).raw(content).end();
    }
}
