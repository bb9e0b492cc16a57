package nl.sluitend.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import nl.sluitend.demo.PairResult.Side;
import nl.sluitend.demo.expected.ExpectedResult;
import nl.sluitend.demo.expected.ExpectedSide;

/** Holds what the nodes found against what the plain lists say. */
final class Comparison {

    private final List<String> differences = new ArrayList<>();

    /** Every difference, in words; empty when all is equal. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    void compare(PairResult found, ExpectedResult expected) {
        compare(found, found.rbl(), expected.first());
        compare(found, found.swv(), expected.second());
    }

    void compareCount(String what, long found, long expected) {
        if (found != expected) {
            differences.add("%s: %d, verwacht %d".formatted(what, found, expected));
        }
    }

    void require(String what, boolean holds) {
        if (!holds) {
            differences.add(what);
        }
    }

    private void compare(PairResult result, Side found, ExpectedSide expected) {
        String where = String.join("/", result.pair().roles()) + " bij " + found.party().role();
        compareCount(where + ", leerlingen in het bereik", found.size(), expected.pupils());
        compareCount(where + ", leerlingen bij beide", found.matched(), expected.matchedPupils());
        Map<String, SortedSet<String>> outcomes = new LinkedHashMap<>();
        outcomes.put("MATCHED", expected.matched());
        outcomes.put("ONLY_HERE", expected.onlyHere());
        outcomes.put("OUT_OF_SCOPE", expected.outOfScope());
        outcomes.put("NOBODY_ANSWERS", expected.nobodyAnswers());
        outcomes.put("KEY_MISSING", expected.keyMissing());
        outcomes.forEach(
                (outcome, references) ->
                        compareReferences(where + ", " + outcome, found.with(outcome), references));
        SortedSet<String> others = new TreeSet<>(found.outcomes().values());
        others.removeAll(outcomes.keySet());
        require(where + ": onverwachte uitkomsten " + others, others.isEmpty());
    }

    private void compareReferences(
            String what, SortedSet<String> found, SortedSet<String> expected) {
        SortedSet<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        SortedSet<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        require(what + ": ontbreekt " + missing, missing.isEmpty());
        require(what + ": te veel " + surplus, surplus.isEmpty());
    }
}
