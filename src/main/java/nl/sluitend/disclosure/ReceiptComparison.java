package nl.sluitend.disclosure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lays what two parties' logs of one convenant hold of each session side by side. Shows what one of
 * them lacks; what neither has, nobody sees.
 *
 * @param sessions sessions of which both hold the same receipt
 * @param pupils entries of matched pupils that both hold
 * @param erased entries that one side cannot read any more, so that they cannot be compared
 * @param differences what one side lacks
 */
public record ReceiptComparison(
        int sessions, int pupils, int erased, List<Difference> differences) {

    public ReceiptComparison {
        differences = List.copyOf(differences);
    }

    /** So long the other side may need to log a receipt that it has not got yet. */
    static final Duration UNDER_WAY = Duration.ofHours(24);

    /** Pupils of sessions that ended longer ago were compared before. */
    static final Duration PUPILS_FOR = Duration.ofDays(31);

    private static final int PLACES = 20;

    /** What differs. */
    public enum Kind {
        RECEIPT_MISSING_HERE,
        RECEIPT_MISSING_THERE,
        RECEIPTS_DIFFER,
        PUPILS_MISSING_HERE,
        PUPILS_MISSING_THERE
    }

    /**
     * Something that one side lacks.
     *
     * @param exchangeId the session
     * @param count how many: 1 for a receipt
     * @param places where the first of them stand in our log, {@code <index>/<position>}; empty for
     *     what is missing here
     */
    public record Difference(String exchangeId, Kind kind, int count, List<String> places) {}

    /** Gives the pupils of a session. */
    interface Pupils {
        PupilTokens of(String exchangeId) throws IOException;
    }

    static ReceiptComparison compare(
            List<ReceiptLine> own,
            List<ReceiptLine> theirs,
            Pupils ownPupils,
            Pupils theirPupils,
            Instant now)
            throws IOException {
        Map<String, ReceiptLine> here = byExchange(own);
        Map<String, ReceiptLine> there = byExchange(theirs);
        List<Difference> differences = new ArrayList<>();
        int sessions = 0;
        int pupils = 0;
        int erased = 0;
        Set<String> all = new TreeSet<>(here.keySet());
        all.addAll(there.keySet());
        for (String id : all) {
            ReceiptLine ours = here.get(id);
            ReceiptLine other = there.get(id);
            if (ours == null) {
                missing(other, Kind.RECEIPT_MISSING_HERE, now, differences);
            } else if (other == null) {
                missing(ours, Kind.RECEIPT_MISSING_THERE, now, differences);
            } else if (!ours.receipt().equals(other.receipt())) {
                differences.add(new Difference(id, Kind.RECEIPTS_DIFFER, 1, List.of()));
            } else {
                sessions++;
                if (ours.logged().plus(PUPILS_FOR).isAfter(now)) {
                    PupilTokens left = ownPupils.of(id);
                    PupilTokens right = theirPupils.of(id);
                    pupils += pupils(id, left, right, differences);
                    erased += left.unreadable() + right.unreadable();
                }
            }
        }
        return new ReceiptComparison(sessions, pupils, erased, differences);
    }

    private static void missing(
            @Nullable ReceiptLine held, Kind kind, Instant now, List<Difference> differences) {
        if (held != null && held.logged().plus(UNDER_WAY).isBefore(now)) {
            differences.add(new Difference(held.exchangeId(), kind, 1, List.of()));
        }
    }

    /** What one side erased may be any of what the other has: only what exceeds it is missing. */
    private static int pupils(
            String id, PupilTokens ours, PupilTokens theirs, List<Difference> differences) {
        Set<String> missingThere = new HashSet<>(ours.places().keySet());
        missingThere.removeAll(theirs.places().keySet());
        if (missingThere.size() > theirs.unreadable()) {
            differences.add(
                    new Difference(
                            id,
                            Kind.PUPILS_MISSING_THERE,
                            missingThere.size(),
                            missingThere.stream()
                                    .map(token -> String.valueOf(ours.places().get(token)))
                                    .sorted()
                                    .limit(PLACES)
                                    .toList()));
        }
        Set<String> missingHere = new HashSet<>(theirs.places().keySet());
        missingHere.removeAll(ours.places().keySet());
        if (missingHere.size() > ours.unreadable()) {
            differences.add(
                    new Difference(id, Kind.PUPILS_MISSING_HERE, missingHere.size(), List.of()));
        }
        return ours.places().size() - missingThere.size();
    }

    private static Map<String, ReceiptLine> byExchange(List<ReceiptLine> lines) {
        Map<String, ReceiptLine> byId = new HashMap<>();
        lines.forEach(line -> byId.put(line.exchangeId(), line));
        return byId;
    }
}
