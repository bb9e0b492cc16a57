package nl.sluitend.demo.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published totals of Arnhem, from {@code arnhem-2022-2023.csv} with its source. */
public final class ArnhemFigures {

    private final Map<String, Map<String, Integer>> totals;

    private ArnhemFigures(Map<String, Map<String, Integer>> totals) {
        this.totals = totals;
    }

    /** Reads the figures from the class path. */
    public static ArnhemFigures read() {
        Map<String, Map<String, Integer>> totals = new LinkedHashMap<>();
        try (var stream =
                        Objects.requireNonNull(
                                ArnhemFigures.class.getResourceAsStream("arnhem-2022-2023.csv"));
                var reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).skip(1).toList();
            for (String line : lines) {
                String[] cells = line.split(",", -1);
                totals.computeIfAbsent(cells[0], dimension -> new LinkedHashMap<>())
                        .put(cells[1], Integer.parseInt(cells[2]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArnhemFigures(totals);
    }

    /** The rows of {@code category}, {@code age} or {@code school_type}. */
    public Map<String, Integer> of(String dimension) {
        return Map.copyOf(Objects.requireNonNull(totals.get(dimension), dimension));
    }

    /** All registered pupils of a school year, such as {@code 2022-2023}. */
    public int total(String schoolYear) {
        return Objects.requireNonNull(of("total").get(schoolYear), schoolYear);
    }
}
