package nl.sluitend.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluitend.psi.CountLists;
import nl.sluitend.registration.intake.AgeBand;

/**
 * The groups of a count: the counter's own pupils by age, none of them small. They never leave the
 * node; the other side sees their number and their size, filled up.
 */
final class CountGroups {

    /** Fewer pupils than this are not split. */
    private static final int FEWEST_TO_SPLIT = 2 * CountLists.FEWEST_PUPILS;

    /** Name of the group of pupils whose age is not known. */
    static final String UNKNOWN = "UNKNOWN";

    private CountGroups() {}

    /**
     * One group.
     *
     * @param bands age bands in it, in order of age; {@value #UNKNOWN} for no age
     */
    record Group(List<String> bands, List<OwnList.Pupil> pupils) {

        Group {
            bands = List.copyOf(bands);
            pupils = List.copyOf(pupils);
        }

        private Group with(Group next) {
            return new Group(
                    Stream.concat(bands.stream(), next.bands.stream()).toList(),
                    Stream.concat(pupils.stream(), next.pupils.stream()).toList());
        }

        private int size() {
            return pupils.size();
        }
    }

    /**
     * Splits a list by age: at most four groups, each of at least twenty pupils; small ones join
     * their smaller neighbour. A list of less than forty is one group, of less than twenty none.
     */
    static List<Group> of(List<OwnList.Pupil> pupils) {
        if (pupils.size() < CountLists.FEWEST_PUPILS) {
            return List.of();
        }
        List<Group> groups = new ArrayList<>();
        for (AgeBand band : AgeBand.values()) {
            add(groups, band.name(), pupils, Optional.of(band));
        }
        add(groups, UNKNOWN, pupils, Optional.empty());
        if (pupils.size() < FEWEST_TO_SPLIT) {
            return List.of(groups.stream().reduce(Group::with).orElseThrow());
        }
        while (groups.size() > 1
                && (smallest(groups).size() < CountLists.FEWEST_PUPILS
                        || groups.size() > CountLists.MOST_GROUPS)) {
            join(groups, groups.indexOf(smallest(groups)));
        }
        return List.copyOf(groups);
    }

    private static void add(
            List<Group> groups, String name, List<OwnList.Pupil> pupils, Optional<AgeBand> band) {
        List<OwnList.Pupil> found =
                pupils.stream().filter(pupil -> pupil.ageBand().equals(band)).toList();
        if (!found.isEmpty()) {
            groups.add(new Group(List.of(name), found));
        }
    }

    private static Group smallest(List<Group> groups) {
        return groups.stream().min(Comparator.comparingInt(Group::size)).orElseThrow();
    }

    private static void join(List<Group> groups, int at) {
        int first =
                IntStream.of(at - 1, at)
                        .filter(i -> i >= 0 && i + 1 < groups.size())
                        .boxed()
                        .min(
                                Comparator.comparingInt(
                                        i -> groups.get(i).size() + groups.get(i + 1).size()))
                        .orElseThrow();
        groups.set(first, groups.get(first).with(groups.remove(first + 1)));
    }
}
