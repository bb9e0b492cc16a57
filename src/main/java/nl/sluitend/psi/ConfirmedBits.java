package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;

/**
 * One bit for each match of a lane whose pairs people confirm, by ascending tag: whether people on
 * both sides confirmed the pair before, as far as the sender knows. Written like {@link LaneBits}.
 * A match counts when both parties say so; any other is probable, and nothing is given of it.
 */
public final class ConfirmedBits {

    private ConfirmedBits() {}

    /**
     * The matches that are probable and no more.
     *
     * @param matches by ascending tag
     */
    public static List<Octets> unconfirmed(List<Tags.Match> matches, Result own, Result peer) {
        if (own.confirmedBits().isEmpty() || peer.confirmedBits().isEmpty()) {
            return List.of();
        }
        List<Boolean> ours = LaneBits.unpack(own.confirmedBits().get(), matches.size());
        List<Boolean> theirs = LaneBits.unpack(peer.confirmedBits().get(), matches.size());
        var unconfirmed = new ArrayList<Octets>();
        for (int i = 0; i < matches.size(); i++) {
            if (!ours.get(i) || !theirs.get(i)) {
                unconfirmed.add(matches.get(i).tag());
            }
        }
        return unconfirmed;
    }
}
