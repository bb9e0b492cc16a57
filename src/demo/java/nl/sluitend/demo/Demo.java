package nl.sluitend.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/** {@code sluitend demo}: the whole service on this machine, with fictional pupils. */
public final class Demo {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int SMALLEST_QUOTA = 1000;

    private Demo() {}

    /**
     * Runs the demo and ends the JVM with exit code 0 when the nodes found what the plain lists
     * say, 1 when they did not or something failed, 2 when the options are wrong.
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** The same, returning the exit code. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        return switch (DemoOptions.parse(arguments)) {
            case DemoOptions.Parsed.Help() -> {
                out.print(DemoOptions.HELP);
                yield 0;
            }
            case DemoOptions.Parsed.Wrong(String message) -> {
                err.println("sluitend demo: " + message);
                yield WRONG_USE;
            }
            case DemoOptions.Parsed.Run(DemoOptions options) ->
                    run(new Terminal(out), err, options);
        };
    }

    private static int run(Terminal terminal, PrintStream err, DemoOptions options) {
        Cleanup cleanup = new Cleanup();
        Thread hook = new Thread(cleanup::close, "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Path directory = directory(options, cleanup);
            List<DemoLists> weeks = weeks(options);
            DemoWorld world = DemoWorld.start(directory, quota(weeks), terminal, cleanup);
            Story story = new Story(world, terminal, directory, options.data().isEmpty());
            DemoReport report = story.play(weeks);
            if (options.report().isPresent()) {
                report.write(options.report().get());
            }
            story.differences().forEach(line -> err.println("ANDERS DAN VERWACHT: " + line));
            world.keepMetrics();
            terminal.say("");
            terminal.progress(
                    story.differences().isEmpty()
                            ? "de uitkomst is gelijk aan die van de lijsten zelf"
                            : "de uitkomst is niet die van de lijsten zelf");
            if (!options.once()) {
                new ResultText(terminal).addresses(world, story.example());
                new CountDownLatch(1).await();
            }
            return story.differences().isEmpty() ? 0 : FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (IOException | RuntimeException e) {
            err.println("sluitend demo: " + e.getMessage());
            return FAILED;
        } finally {
            terminal.progress("alles stoppen en opruimen");
            cleanup.close();
        }
    }

    /** Built-in lists of two weeks, or the caller's own of today. */
    private static List<DemoLists> weeks(DemoOptions options) throws IOException {
        if (options.data().isPresent()) {
            LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Europe/Amsterdam")));
            return List.of(DemoLists.of(options.data().get(), today));
        }
        ArnhemRegisters registers = ArnhemRegisters.generate();
        return List.of(
                DemoLists.of(registers.firstWeek(), ArnhemRegisters.FIRST_WEEK),
                DemoLists.of(registers.secondWeek(), ArnhemRegisters.SECOND_WEEK));
    }

    /** Room for every pupil of the largest list, at least what every node gives. */
    private static int quota(List<DemoLists> weeks) {
        int quota = SMALLEST_QUOTA;
        for (DemoLists week : weeks) {
            for (DemoParty party : DemoParty.values()) {
                quota = Math.max(quota, week.plain(party).lines().size());
            }
        }
        return quota;
    }

    private static Path directory(DemoOptions options, Cleanup cleanup) throws IOException {
        if (options.keep().isPresent()) {
            return Files.createDirectories(options.keep().get());
        }
        Path directory = Files.createTempDirectory("sluitend-demo-");
        cleanup.add(() -> Cleanup.deleteWithProcesses(directory));
        return directory;
    }
}
