package nl.sluitend.demo.expected;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The result that two parties must reach over their lists.
 *
 * @param first the side of the party whose list is named first
 * @param second the other side
 */
public record ExpectedResult(ExpectedSide first, ExpectedSide second) {

    /** Lays two lists side by side, in the open. */
    public static ExpectedResult of(PlainList first, PlainList second, PlainTerms terms) {
        Split one = Split.of(first, terms);
        Split other = Split.of(second, terms);
        return new ExpectedResult(
                one.against(other.pupils.keySet()), other.against(one.pupils.keySet()));
    }

    /** How many pupils both have. */
    public int matched() {
        return first.matchedPupils();
    }

    private record Split(
            Map<String, List<String>> pupils,
            SortedSet<String> outOfScope,
            SortedSet<String> keyMissing) {

        static Split of(PlainList list, PlainTerms terms) {
            Split split = new Split(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
            for (PlainLine line : list.lines()) {
                Optional<String> pupil = terms.pupil(line);
                if (!terms.admits(line)) {
                    split.outOfScope.add(line.reference());
                } else if (pupil.isEmpty()) {
                    split.keyMissing.add(line.reference());
                } else {
                    split.pupils
                            .computeIfAbsent(pupil.get(), name -> new ArrayList<>())
                            .add(line.reference());
                }
            }
            return split;
        }

        ExpectedSide against(Set<String> others) {
            SortedSet<String> matched = new TreeSet<>();
            SortedSet<String> onlyHere = new TreeSet<>();
            pupils.forEach(
                    (pupil, references) ->
                            (others.contains(pupil) ? matched : onlyHere).addAll(references));
            int matchedPupils =
                    Math.toIntExact(pupils.keySet().stream().filter(others::contains).count());
            return new ExpectedSide(
                    pupils.size(), matched, onlyHere, outOfScope, keyMissing, matchedPupils);
        }
    }
}
