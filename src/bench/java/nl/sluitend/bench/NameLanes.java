package nl.sluitend.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;

/**
 * What a run over the three kinds of name key finds in two registers, with the keys and the rules
 * of the node and without its cryptography.
 */
final class NameLanes {

    static final List<KeyKind> LANES =
            List.of(KeyKind.DEMOGRAPHIC, KeyKind.DEMOGRAPHIC_SURNAME, KeyKind.DEMOGRAPHIC_POSTCODE);

    private NameLanes() {}

    /**
     * A pupil in a register.
     *
     * @param pupil who it really is
     * @param numbered whether the register has its number, so that it knows two apart
     */
    record Entry(int pupil, DemographicKey key, boolean numbered) {

        MatchingKey in(KeyKind lane) {
            return lane == KeyKind.DEMOGRAPHIC
                    ? key
                    : key.partial().stream()
                            .filter(part -> part.kind() == lane)
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** A pair that a lane found, by who they really are. */
    record Pair(int one, int other) {

        boolean isTrue() {
            return one == other;
        }
    }

    /** The pairs of each lane: those of the first match, the others are proposed. */
    static Map<KeyKind, List<Pair>> run(List<Entry> one, List<Entry> other) {
        Map<KeyKind, List<Pair>> found = new LinkedHashMap<>();
        Set<Integer> doneOne = new HashSet<>();
        Set<Integer> doneOther = new HashSet<>();
        for (KeyKind lane : LANES) {
            Map<MatchingKey, Entry> there = unique(other, lane);
            List<Pair> pairs = new ArrayList<>();
            for (Map.Entry<MatchingKey, Entry> here : unique(one, lane).entrySet()) {
                Entry counterpart = there.get(here.getKey());
                if (counterpart != null
                        && !doneOne.contains(here.getValue().pupil())
                        && !doneOther.contains(counterpart.pupil())) {
                    pairs.add(new Pair(here.getValue().pupil(), counterpart.pupil()));
                }
            }
            pairs.forEach(
                    pair -> {
                        doneOne.add(pair.one());
                        doneOther.add(pair.other());
                    });
            found.put(lane, pairs);
        }
        return found;
    }

    /**
     * The pupils that enter a lane: a key with more than one number, or more than one whole name,
     * is ambiguous. Two without a number under one whole name are one pupil to a register.
     */
    private static Map<MatchingKey, Entry> unique(List<Entry> register, KeyKind lane) {
        Map<MatchingKey, List<Entry>> byKey = new LinkedHashMap<>();
        register.forEach(
                entry -> byKey.computeIfAbsent(entry.in(lane), _ -> new ArrayList<>(1)).add(entry));
        Map<MatchingKey, Entry> unique = new LinkedHashMap<>();
        byKey.forEach(
                (key, entries) -> {
                    Entry first = entries.getFirst();
                    boolean ambiguous =
                            entries.stream()
                                    .skip(1)
                                    .anyMatch(
                                            next ->
                                                    next.numbered()
                                                            || !next.key().equals(first.key()));
                    if (!ambiguous) {
                        unique.put(key, first);
                    }
                });
        return unique;
    }
}
