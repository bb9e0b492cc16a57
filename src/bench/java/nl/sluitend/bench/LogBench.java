package nl.sluitend.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.disclosure.LogMeasurement;

/**
 * Measures the disclosure log: {@code LogBench [--json FILE] [--size LEAVES]}. Prints a table, and
 * writes one JSON line per figure with {@code name}, {@code value} and {@code unit}.
 * docs/performance.md explains how to read it.
 */
public final class LogBench {

    private static final int MILLION = 1_000_000;

    private int size = MILLION;
    private String json = "";

    private LogBench() {}

    public static void main(String[] args) throws Exception {
        LogBench bench = new LogBench();
        String wrong = bench.parse(args);
        if (!wrong.isEmpty()) {
            System.err.println(wrong);
            System.err.println("usage: bench log [--json FILE] [--size LEAVES]");
            System.exit(2);
        }
        bench.run(System.out);
    }

    /** What is wrong with the arguments, empty if nothing is. */
    private String parse(String... args) {
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                return args[i] + " needs a value";
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--json" -> json = value;
                case "--size" -> {
                    if (!value.matches("[1-9][0-9]{3,6}")) {
                        return "--size needs a whole number from 1000 to 9999999, not " + value;
                    }
                    size = Integer.parseInt(value);
                }
                default -> {
                    return "there is no option " + args[i];
                }
            }
        }
        return "";
    }

    private void run(PrintStream out) throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("sluitend-bench-log");
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            DemoAuthority.PartyFiles keys =
                    new DemoAuthority("Sluitend bench authority")
                            .write(
                                    folder.resolve("keys"),
                                    "00000099000000001000",
                                    "Meetopstelling");
            Map<String, Double> figures =
                    new LogMeasurement(
                                    database.create("log"),
                                    keys.keystore(),
                                    keys.password(),
                                    step -> System.err.println("bench log: " + step))
                            .run(size, Files.createDirectories(folder.resolve("files")));
            StringBuilder lines = new StringBuilder();
            out.printf(
                    "Java %s, %d processors, log of %d leaves, every commit waits for the disk%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), size);
            figures.forEach(
                    (name, value) -> {
                        out.printf(Locale.ROOT, "%-34s %12.1f %s%n", name, value, unit(name));
                        lines.append(
                                String.format(
                                        Locale.ROOT,
                                        "{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"}%n",
                                        name,
                                        value,
                                        unit(name)));
                    });
            if (!json.isEmpty()) {
                Files.writeString(Path.of(json), lines, StandardCharsets.UTF_8);
            }
        } finally {
            delete(folder);
        }
    }

    private static String unit(String name) {
        return switch (name) {
            case "verification" -> "s";
            case "append-p99-at-1000-a-second", "proof-p99", "search-by-pupil-p99" -> "ms";
            default -> "1/s";
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
