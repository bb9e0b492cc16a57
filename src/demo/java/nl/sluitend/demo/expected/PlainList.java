package nl.sluitend.demo.expected;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a party's lists come to, in the columns of the generic profile.
 *
 * @param lines those that an import must accept
 * @param rejected how many lines it must refuse
 * @param leftOut how many lines are no registration of a thuiszitter
 */
public record PlainList(List<PlainLine> lines, int rejected, int leftOut) {

    /** Reads a list in the generic profile and judges each of its lines. */
    public static PlainList read(byte[] file) {
        return of(PlainCsv.parse(file), Optional::of);
    }

    /** Reads the lists of a package that derives them from DUO's. */
    public static PlainList readDuo(List<byte[]> files) {
        List<PlainLine> accepted = new ArrayList<>();
        int rejected = 0;
        int leftOut = 0;
        for (byte[] file : files) {
            PlainList list = of(PlainCsv.parse(file), PlainDuo::line);
            accepted.addAll(list.lines);
            rejected += list.rejected;
            leftOut += list.leftOut;
        }
        return new PlainList(List.copyOf(accepted), rejected, leftOut);
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

    private static PlainList of(
            List<List<String>> records, Function<PlainLine, Optional<PlainLine>> registration) {
        if (records.isEmpty()) {
            return new PlainList(List.of(), 0, 0);
        }
        PlainRules rules = new PlainRules();
        List<PlainLine> accepted = new ArrayList<>();
        int rejected = 0;
        int leftOut = 0;
        for (List<String> cells : records.subList(1, records.size())) {
            Optional<PlainLine> line = registration.apply(line(records.getFirst(), cells));
            if (line.isEmpty()) {
                leftOut++;
            } else if (cells.size() == records.getFirst().size() && rules.accept(line.get())) {
                accepted.add(line.get());
            } else {
                rejected++;
            }
        }
        return new PlainList(List.copyOf(accepted), rejected, leftOut);
    }

    private static PlainLine line(List<String> header, List<String> cells) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
            named.put(header.get(i).toLowerCase(Locale.ROOT), cells.get(i));
        }
        return new PlainLine(Map.copyOf(named));
    }
}
