package nl.sluitend.demo.expected;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A list in the columns of the generic profile.
 *
 * @param lines those that an import must accept
 * @param rejected how many lines it must refuse
 */
public record PlainList(List<PlainLine> lines, int rejected) {

    /** Reads a list and judges each of its lines. */
    public static PlainList read(byte[] file) {
        return of(PlainCsv.parse(file));
    }

    /** Pupils with a registration on any of these days, counted once each; both ends belong. */
    public int pupils(LocalDate from, LocalDate until) {
        return countPupils(from, until, line -> true);
    }

    /** Those of them in one category. */
    public int pupils(LocalDate from, LocalDate until, String category) {
        return countPupils(from, until, line -> line.code("category").equals(category));
    }

    private int countPupils(LocalDate from, LocalDate until, Predicate<PlainLine> counts) {
        Set<String> pupils = new HashSet<>();
        for (PlainLine line : lines) {
            boolean overlaps =
                    line.date("startDate").filter(start -> !start.isAfter(until)).isPresent()
                            && line.date("endDate").filter(end -> end.isBefore(from)).isEmpty();
            if (overlaps && counts.test(line)) {
                pupils.add(line.pgn().or(line::person).orElse(line.reference()));
            }
        }
        return pupils.size();
    }

    static PlainList of(List<List<String>> records) {
        if (records.isEmpty()) {
            return new PlainList(List.of(), 0);
        }
        PlainRules rules = new PlainRules();
        List<PlainLine> accepted = new ArrayList<>();
        int rejected = 0;
        for (List<String> cells : records.subList(1, records.size())) {
            PlainLine line = line(records.getFirst(), cells);
            if (cells.size() == records.getFirst().size() && rules.accept(line)) {
                accepted.add(line);
            } else {
                rejected++;
            }
        }
        return new PlainList(List.copyOf(accepted), rejected);
    }

    private static PlainLine line(List<String> header, List<String> cells) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
            named.put(header.get(i).toLowerCase(Locale.ROOT), cells.get(i));
        }
        return new PlainLine(Map.copyOf(named));
    }
}
