package nl.sluitend.reconciliation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many registrations a run left with one outcome.
 *
 * @param rule of the scope, when that is the outcome; else empty
 */
record OutcomeCount(Outcome.Kind outcome, String rule, int registrations) {

    /** By outcome. */
    static Map<String, Integer> byOutcome(List<OutcomeCount> counts) {
        var sums = new HashMap<String, Integer>();
        counts.forEach(c -> sums.merge(c.outcome().name(), c.registrations(), Integer::sum));
        return sums;
    }

    /** By rule, of what is out of scope. */
    static Map<String, Integer> byRule(List<OutcomeCount> counts) {
        var sums = new HashMap<String, Integer>();
        counts.stream()
                .filter(c -> !c.rule().isEmpty())
                .forEach(c -> sums.merge(c.rule(), c.registrations(), Integer::sum));
        return sums;
    }

    /** By outcome, how much more or less than in an earlier run; what stayed equal is left out. */
    static Map<String, Integer> changes(List<OutcomeCount> earlier, List<OutcomeCount> now) {
        Map<String, Integer> difference = byOutcome(now);
        byOutcome(earlier).forEach((outcome, n) -> difference.merge(outcome, -n, Integer::sum));
        difference.values().removeIf(n -> n == 0);
        return difference;
    }
}
