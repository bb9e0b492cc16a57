package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tags: what both parties derive for the same pupil, from the element that carries both their keys.
 */
public final class Tags {

    /** Octets of one tag. */
    static final int LENGTH = 16;

    private Tags() {}

    /**
     * One own pupil that the peer has too.
     *
     * @param position in the own sorted list of elements
     */
    public record Match(int position, Octets tag) {}

    /**
     * First {@value #LENGTH} octets of {@code SHA-512(LP("tag") LP(offersHash) LP(lane)
     * LP(k_I·k_R·H))} for each element, in order.
     */
    public static List<Octets> of(Octets offersHash, String lane, Elements doublyMasked) {
        return IntStream.range(0, doublyMasked.size())
                .mapToObj(
                        i ->
                                Hashes.sha512()
                                        .lp("tag")
                                        .lp(offersHash)
                                        .lp(lane)
                                        .lp(doublyMasked.get(i))
                                        .end()
                                        .first(LENGTH))
                .toList();
    }

    /**
     * What both lists hold.
     *
     * @param own tags of the own list, by position
     * @param theirs tags of the peer's list
     * @return the matches, by ascending tag
     */
    public static List<Match> intersect(List<Octets> own, Collection<Octets> theirs) {
        var known = new HashSet<>(theirs);
        var matches = new ArrayList<Match>();
        for (int i = 0; i < own.size(); i++) {
            if (known.contains(own.get(i))) {
                matches.add(new Match(i, own.get(i)));
            }
        }
        matches.sort((a, b) -> a.tag().compareTo(b.tag()));
        return matches;
    }

    /**
     * {@code Hash(LP("sluitend/v1/result") LP(transcript) LP(sender) LP(tag) …)} over the sorted
     * tags: names its sender, so that the peer cannot send it back.
     */
    public static Octets resultTag(Octets transcript, String sender, List<Match> matches) {
        Hashes hash = Hashes.sha256().lp("sluitend/v1/result").lp(transcript).lp(sender);
        matches.stream().map(Match::tag).sorted().forEach(hash::lp);
        return hash.end();
    }
}
