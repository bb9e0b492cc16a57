package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;

/**
 * One bit for each match, by ascending tag: whether the sender's pupil took part in the {@value
 * #LANE} lane of the same run (finding 23). A match in which both took part, and did not match
 * there, is a conflict: the parties hold different numbers for what looks like one child.
 */
public final class LaneBits {

    /** The lane that the bits are about. */
    public static final String LANE = "PGN";

    private LaneBits() {}

    /** Octets of {@code count} bits. */
    static int length(int count) {
        return (count + 7) / 8;
    }

    /** The bits, the first one highest in the first octet; what is left over is zero. */
    public static Octets pack(List<Boolean> bits) {
        var octets = new byte[length(bits.size())];
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i)) {
                octets[i / 8] |= (byte) (0x80 >> (i % 8));
            }
        }
        return Octets.of(octets);
    }

    /**
     * The first {@code count} bits.
     *
     * @throws IllegalArgumentException unless {@code octets} is what {@link #pack} makes of them
     */
    static List<Boolean> unpack(Octets octets, int count) {
        if (octets.length() != length(count)) {
            throw new IllegalArgumentException("there must be one bit for each match");
        }
        byte[] bytes = octets.toByteArray();
        var bits = new ArrayList<Boolean>(count);
        for (int i = 0; i < count; i++) {
            bits.add((bytes[i / 8] & 0x80 >> (i % 8)) != 0);
        }
        if (!pack(bits).equals(octets)) {
            throw new IllegalArgumentException("the bits must end in zeros");
        }
        return bits;
    }

    /**
     * The matches in which both parties' pupils took part in the lane.
     *
     * @param matches by ascending tag
     */
    public static List<Octets> conflicts(List<Tags.Match> matches, Result own, Result peer) {
        if (own.laneBits().isEmpty() || peer.laneBits().isEmpty()) {
            return List.of();
        }
        List<Boolean> ours = unpack(own.laneBits().get(), matches.size());
        List<Boolean> theirs = unpack(peer.laneBits().get(), matches.size());
        var conflicts = new ArrayList<Octets>();
        for (int i = 0; i < matches.size(); i++) {
            if (ours.get(i) && theirs.get(i)) {
                conflicts.add(matches.get(i).tag());
            }
        }
        return conflicts;
    }
}
