package nl.sluitend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the import of a generic CSV with {@code PGN} alone into one packaged node, over TLS,
 * into PostgreSQL: {@code IntakeBench [--json FILE] [--lines N] [--rounds N]}. Every round fills an
 * empty register; a first round that does not count warms up. docs/performance.md explains how to
 * read it.
 */
public final class IntakeBench {

    private static final ObjectMapper JSON = new ObjectMapper();

    private int lines = 100_000;
    private int rounds = 5;
    private String json = "";

    private IntakeBench() {}

    /**
     * One round.
     *
     * @param seconds from the first byte sent to the answer
     * @param node CPU seconds of the node
     * @param database CPU seconds of PostgreSQL
     */
    private record Round(double seconds, double node, double database) {}

    public static void main(String[] args) throws Exception {
        IntakeBench bench = new IntakeBench();
        String wrong = bench.parse(args);
        if (!wrong.isEmpty()) {
            System.err.println(wrong);
            System.err.println("usage: bench intake [--json FILE] [--lines N] [--rounds N]");
            System.exit(2);
        }
        bench.run();
    }

    /** What is wrong with the arguments, empty if nothing is. */
    private String parse(String... args) {
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                return args[i] + " needs a value";
            }
            String value = args[i + 1];
            if (!args[i].equals("--json") && !value.matches("[1-9][0-9]{0,5}")) {
                return args[i] + " needs a whole number above zero, not " + value;
            }
            switch (args[i]) {
                case "--json" -> json = value;
                case "--lines" -> lines = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                default -> {
                    return "there is no option " + args[i];
                }
            }
        }
        return lines > 500_000 ? "--lines: a list has at most 500000 lines" : "";
    }

    private void run()
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        Path directory = Files.createTempDirectory("sluitend-bench-");
        List<Round> measured = new ArrayList<>();
        try (IntakeSite site = IntakeSite.start(directory, 5_000_000)) {
            for (int round = 0; round <= rounds; round++) {
                site.clear();
                Round one = round(site, round);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %,d lines in %.2f s: %,.0f lines/s; CPU per line: node %.1f us,"
                                + " PostgreSQL %.1f us%n",
                        round == 0 ? "warm-up" : "round " + round,
                        lines,
                        one.seconds(),
                        lines / one.seconds(),
                        one.node() / lines * 1e6,
                        one.database() / lines * 1e6);
                if (round > 0) {
                    measured.add(one);
                }
            }
        } finally {
            delete(directory);
        }
        measured.sort(Comparator.comparingDouble(Round::seconds));
        Round median = measured.get(measured.size() / 2);
        System.out.printf(Locale.ROOT, "median   %,.0f lines/s%n", lines / median.seconds());
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), line(median), StandardCharsets.UTF_8);
        }
    }

    private Round round(IntakeSite site, int number) throws IOException, InterruptedException {
        String list = list(number);
        double node = site.nodeCpuSeconds();
        double database = site.databaseCpuSeconds();
        long start = System.nanoTime();
        JsonNode answer =
                JSON.readTree(
                        site.post(
                                "/v1/registrations/_import?mode=delta&profile=generic",
                                "text/csv",
                                list));
        double seconds = (System.nanoTime() - start) / 1e9;
        int created = answer.path("counts").path("created").asInt();
        if (created != lines) {
            throw new IOException("%d of %d lines were stored".formatted(created, lines));
        }
        return new Round(
                seconds, site.nodeCpuSeconds() - node, site.databaseCpuSeconds() - database);
    }

    /**
     * Registrations that are all new, of pupils who do not exist: a BSN from 9999 that satisfies
     * the 11-test. There are 9,090 of those, so each stands on several lines.
     */
    private String list(int round) {
        List<String> numbers =
                IntStream.range(0, 100_000)
                        .mapToObj(n -> "9999%05d".formatted(n))
                        .filter(IntakeBench::holds)
                        .toList();
        StringBuilder list =
                new StringBuilder("reference,bsn,category,startDate,schoolType,municipality\n");
        for (int i = 0; i < lines; i++) {
            list.append("r%d-%d,".formatted(round, i))
                    .append(numbers.get(i % numbers.size()))
                    .append(",DREIGEND,2025-09-01,VMBO,9901\n");
        }
        return list.toString();
    }

    private static boolean holds(String digits) {
        int sum = -(digits.charAt(8) - '0');
        for (int i = 0; i < 8; i++) {
            sum += (9 - i) * (digits.charAt(i) - '0');
        }
        return sum % 11 == 0;
    }

    private String line(Round median) {
        return String.format(
                Locale.ROOT,
                "{\"candidate\":\"node\",\"operation\":\"intake\",\"keyKind\":\"PGN\",\"lines\":%d,"
                        + "\"rounds\":%d,\"seconds\":%.3f,\"linesPerSecond\":%.0f,"
                        + "\"nodeCpuSeconds\":%.3f,\"databaseCpuSeconds\":%.3f}%n",
                lines,
                rounds,
                median.seconds(),
                lines / median.seconds(),
                median.node(),
                median.database());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
