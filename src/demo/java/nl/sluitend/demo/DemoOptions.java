package nl.sluitend.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nl.sluitend.demo.register.DemoParty;

/**
 * What the caller of {@code sluitend demo} asks for.
 *
 * @param once end after the result instead of staying up
 * @param report where the result goes as JSON
 * @param data folder with {@code rbl.csv}, {@code swv-po.csv} and {@code swv-vo.csv} to use instead
 *     of the built-in registers
 * @param keep folder for databases and logs, which then stay
 */
record DemoOptions(boolean once, Optional<Path> report, Optional<Path> data, Optional<Path> keep) {

    static final String HELP =
            """
            Usage: ./sluitend demo [--once] [--report FILE] [--data DIR] [--keep DIR]

              --once         stop after the result; otherwise everything stays up until Ctrl-C
              --report FILE  write the result as JSON too
              --data DIR     use rbl.csv, swv-po.csv and swv-vo.csv from DIR (columns of the
                             profile 'generic'); every registration takes part, pupils are
                             matched by BSN or onderwijsnummer
              --keep DIR     keep databases and logs in DIR, a new or empty folder
            """;

    /** What a command line comes to. */
    sealed interface Parsed {

        /** The demo can start. */
        record Run(DemoOptions options) implements Parsed {}

        /** The caller wants to read {@link #HELP}. */
        record Help() implements Parsed {}

        /** The command line is wrong; {@code message} says what and what to do. */
        record Wrong(String message) implements Parsed {}
    }

    static Parsed parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
        DemoOptions options =
                new DemoOptions(false, Optional.empty(), Optional.empty(), Optional.empty());
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--help", "-h" -> {
                    return new Parsed.Help();
                }
                case "--once" -> options = options.withOnce();
                case "--report", "--data", "--keep" -> {
                    if (left.isEmpty() || left.peek().startsWith("--")) {
                        return new Parsed.Wrong(option + " needs a path after it");
                    }
                    options = options.with(option, Path.of(left.pop()).toAbsolutePath());
                }
                default -> {
                    return new Parsed.Wrong(
                            "unknown option " + option + "; see ./sluitend demo --help");
                }
            }
        }
        Optional<String> wrong = options.wrong();
        return wrong.isPresent() ? new Parsed.Wrong(wrong.get()) : new Parsed.Run(options);
    }

    private DemoOptions withOnce() {
        return new DemoOptions(true, report, data, keep);
    }

    private DemoOptions with(String option, Path path) {
        return switch (option) {
            case "--report" -> new DemoOptions(once, Optional.of(path), data, keep);
            case "--data" -> new DemoOptions(once, report, Optional.of(path), keep);
            default -> new DemoOptions(once, report, data, Optional.of(path));
        };
    }

    private Optional<String> wrong() {
        return report.flatMap(DemoOptions::wrongReport)
                .or(() -> data.flatMap(DemoOptions::wrongData))
                .or(() -> keep.flatMap(DemoOptions::wrongKeep));
    }

    private static Optional<String> wrongReport(Path file) {
        Path folder = file.getParent();
        if (Files.isDirectory(file)) {
            return Optional.of("--report " + file + " is a folder; give the name of a file");
        }
        return folder == null || !Files.isDirectory(folder)
                ? Optional.of("the folder of --report " + file + " does not exist")
                : Optional.empty();
    }

    private static Optional<String> wrongData(Path folder) {
        List<String> missing =
                Arrays.stream(DemoParty.values())
                        .map(party -> party.role() + ".csv")
                        .filter(name -> !Files.isReadable(folder.resolve(name)))
                        .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "--data %s lacks %s, or it cannot be read"
                                .formatted(folder, String.join(", ", missing)));
    }

    private static Optional<String> wrongKeep(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return Optional.of("--keep " + folder + " is not a folder");
        }
        String[] present = folder.toFile().list();
        return present != null && present.length > 0
                ? Optional.of("--keep " + folder + " is not empty; give a new or empty folder")
                : Optional.empty();
    }
}
