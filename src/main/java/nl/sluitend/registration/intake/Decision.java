package nl.sluitend.registration.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile does with lines that carry certain codes. The first decision that fits counts.
 *
 * @param when per deciding column the codes, one of which the line has to carry: their plain form,
 *     and how they are written; a column that is not named may hold anything, and an empty code
 *     stands for an empty value
 * @param longerThanDays the absence lasts longer than this, from its start to its end or else to
 *     the date of the file
 * @param then what happens to the line
 * @param because under which word it is counted
 * @param set values for columns of the registration
 * @param closed the absence is over: without an end date it ends on the date of the file
 */
record Decision(
        Map<String, Map<String, String>> when,
        Optional<Integer> longerThanDays,
        Then then,
        Optional<String> because,
        Map<String, String> set,
        boolean closed) {

    enum Then {
        /** The line is a registration. */
        IMPORT,
        /** The line is counted and left out. */
        LEAVE_OUT,
        /** The line ends the registration with its reference. */
        END
    }

    Decision {
        when = Map.copyOf(when);
        set = Map.copyOf(set);
    }

    boolean fits(Row row, long days) {
        return when.entrySet().stream()
                        .allMatch(e -> e.getValue().containsKey(row.decidingCode(e.getKey())))
                && longerThanDays.map(limit -> days > limit).orElse(true);
    }

    Set<String> columns() {
        return when.keySet();
    }
}
