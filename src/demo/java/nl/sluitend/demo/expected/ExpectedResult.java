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

    private static final class Split {
        private final Map<String, List<String>> pupils = new TreeMap<>();
        private final SortedSet<String> outOfScope = new TreeSet<>();
        private final SortedSet<String> nobodyAnswers = new TreeSet<>();
        private final SortedSet<String> keyMissing = new TreeSet<>();

        static Split of(PlainList list, PlainTerms terms) {
            Split split = new Split();
            for (PlainLine line : list.lines()) {
                switch (terms.standing(line)) {
                    case OUT_OF_SCOPE -> split.outOfScope.add(line.reference());
                    case NOBODY_ANSWERS -> split.nobodyAnswers.add(line.reference());
                    case IN_SCOPE -> split.enter(terms.pupil(line), line.reference());
                }
            }
            return split;
        }

        private void enter(Optional<String> pupil, String reference) {
            if (pupil.isEmpty()) {
                keyMissing.add(reference);
            } else {
                pupils.computeIfAbsent(pupil.get(), name -> new ArrayList<>()).add(reference);
            }
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
                    pupils.size(),
                    matched,
                    onlyHere,
                    outOfScope,
                    nobodyAnswers,
                    keyMissing,
                    matchedPupils);
        }
    }
}
