package nl.sluitend.demo;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import nl.sluitend.demo.register.DemoParty;

/**
 * What a run between two parties brought, as their own nodes tell it.
 *
 * @param convenant its hash
 * @param sides of the RBL and of the samenwerkingsverband, in that order
 */
record PairResult(DemoPair pair, String convenant, long durationMs, List<Side> sides) {

    /**
     * One party's view.
     *
     * @param size pupils that it entered
     * @param matched pupils that the other has too
     * @param outcomes by reference, as its source system pulled them
     */
    record Side(DemoParty party, int size, int matched, Map<String, String> outcomes) {

        Side {
            outcomes = Map.copyOf(outcomes);
        }

        /** References with an outcome such as {@code MATCHED}. */
        SortedSet<String> with(String outcome) {
            SortedSet<String> references = new TreeSet<>();
            outcomes.forEach(
                    (reference, found) -> {
                        if (found.equals(outcome)) {
                            references.add(reference);
                        }
                    });
            return references;
        }

        int onlyHere() {
            return size - matched;
        }
    }

    Side rbl() {
        return sides.getFirst();
    }

    Side swv() {
        return sides.getLast();
    }
}
