package nl.sluitend.demo.expected;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A list in the columns of the generic profile.
 *
 * @param lines those that an import must accept
 * @param rejected how many lines it must refuse
 */
public record PlainList(List<PlainLine> lines, int rejected) {

    /** Reads a list and judges each of its lines. */
    public static PlainList read(Path file) throws IOException {
        return of(PlainCsv.read(file));
    }

    static PlainList of(List<List<String>> records) {
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
