package nl.sluitend.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the curve engines beside Bouncy Castle and libsodium, interleaved in one run: {@code
 * EcBench [--json FILE] [--only TEXT] [--rounds N] [--slice MILLISECONDS] [--threads N]...}. Prints
 * a table, and writes one JSON line per measurement to the file. docs/performance.md explains how
 * to read it.
 */
public final class EcBench {

    private static final int ROUNDS = 9;
    private static final int SLICE_MILLIS = 200;

    private int rounds = ROUNDS;
    private int sliceMillis = SLICE_MILLIS;
    private final List<Integer> threads = new ArrayList<>();
    private String json = "";
    private String only = "";

    private EcBench() {}

    public static void main(String[] args) throws IOException {
        EcBench bench = new EcBench();
        String wrong = bench.parse(args);
        if (!wrong.isEmpty()) {
            System.err.println(wrong);
            System.err.println(
                    "usage: bench ec [--json FILE] [--only TEXT] [--rounds N] [--slice MILLISECONDS] [--threads N]...");
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
            if (!List.of("--json", "--only").contains(args[i])
                    && !value.matches("[1-9][0-9]{0,5}")) {
                return args[i] + " needs a whole number above zero, not " + value;
            }
            switch (args[i]) {
                case "--json" -> json = value;
                case "--only" -> only = value;
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--slice" -> sliceMillis = Integer.parseInt(value);
                case "--threads" -> threads.add(Integer.parseInt(value));
                default -> {
                    return "there is no option " + args[i];
                }
            }
        }
        if (threads.isEmpty()) {
            threads.add(1);
            if (Runtime.getRuntime().availableProcessors() > 1) {
                threads.add(2);
            }
        }
        return "";
    }

    private void run(PrintStream out) throws IOException {
        out.println(machine());
        out.println(
                Libsodium.find()
                        .map(
                                sodium ->
                                        "libsodium "
                                                + sodium.version()
                                                + " by the foreign function interface")
                        .orElse("libsodium.so.23 is not installed: no ratios"));
        List<EcCandidate> candidates =
                EcCandidate.all().stream()
                        .filter(c -> c.isLibsodium() || (c.name() + c.operation()).contains(only))
                        .toList();
        StringBuilder lines = new StringBuilder();
        for (int n : threads) {
            EcRounds measured = new EcRounds(candidates, n, rounds, sliceMillis);
            measured.run();
            out.printf(
                    "%n%d thread(s), %d rounds of %d ms; per CPU-second; median of same-round ratios%n",
                    n, rounds, sliceMillis);
            out.printf(
                    "%-32s %-24s %12s %12s %10s%n",
                    "candidate", "operation", "ops/CPU-s", "ops/s", "libsodium");
            for (EcCandidate candidate : candidates) {
                EcRounds.Result result = measured.result(candidate);
                out.printf(
                        Locale.ROOT,
                        "%-32s %-24s %12.0f %12.0f %10s%n",
                        candidate.name(),
                        candidate.operation(),
                        result.opsPerCpuSecond(),
                        result.opsPerSecond(),
                        result.ratio().isPresent()
                                ? String.format(Locale.ROOT, "%.2f", result.ratio().getAsDouble())
                                : "-");
                lines.append(line(candidate, n, result)).append('\n');
            }
        }
        out.printf("%n%s", lines);
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), lines, StandardCharsets.UTF_8);
        }
    }

    private static String line(EcCandidate candidate, int threads, EcRounds.Result result) {
        return String.format(
                Locale.ROOT,
                "{\"candidate\":\"%s\",\"operation\":\"%s\",\"threads\":%d,\"opsPerCpuSecond\":%.1f,"
                        + "\"ratioToLibsodium\":%s}",
                candidate.name(),
                candidate.operation(),
                threads,
                result.opsPerCpuSecond(),
                result.ratio().isPresent()
                        ? String.format(Locale.ROOT, "%.3f", result.ratio().getAsDouble())
                        : "null");
    }

    private static String machine() {
        return "Java "
                + Runtime.version()
                + " on "
                + System.getProperty("os.arch")
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors";
    }
}
