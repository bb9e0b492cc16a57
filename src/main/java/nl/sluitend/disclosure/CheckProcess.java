package nl.sluitend.disclosure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Java process of its own that checks logs: with an empty environment and no setting, password or
 * connection of the node. What it may read goes to it over a pipe.
 */
final class CheckProcess {

    /** Verification reads one bundle at a time. */
    private static final String MEMORY = "-Xmx256m";

    /** Hands its standard input and output to {@link LogChecker}. */
    static final String COMMAND = "nl.sluitend.node.CheckLogsCommand";

    private static final String RUNNER = "quarkus-run.jar";

    private final List<String> command;
    private final Duration limit;

    /**
     * @param limit how long a check may take; then the process is ended
     */
    CheckProcess(Duration limit) {
        this(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-XX:+UseSerialGC",
                        "-XX:-HeapDumpOnOutOfMemoryError",
                        "-cp",
                        classPath(System.getProperty("java.class.path")),
                        COMMAND),
                limit);
    }

    CheckProcess(List<String> command, Duration limit) {
        this.command = List.copyOf(command);
        this.limit = limit;
    }

    /** The process that would be started. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** A packaged node runs from one small file, beside which the classes lie. */
    static String classPath(String ofThisProcess) {
        Path runner = Path.of(ofThisProcess.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        if (!runner.endsWith(RUNNER)) {
            return ofThisProcess;
        }
        Path folder = runner.resolveSibling("");
        return String.join(
                File.pathSeparator,
                folder.resolve("app").resolve("*").toString(),
                folder.resolve("lib/main").resolve("*").toString(),
                folder.resolve("lib/boot").resolve("*").toString());
    }

    /**
     * Has these logs checked.
     *
     * @return the report, JSON as {@link LogReport#all} says
     * @throws IOException if the process gives none: it cannot be started, takes too long or breaks
     *     off
     */
    byte[] run(List<CheckerPipe.Asked> logs, CheckerPipe.Files files) throws IOException {
        Process process = builder().start();
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> watchdog =
                CompletableFuture.runAsync(
                        () -> {
                            late.set(true);
                            process.destroyForcibly();
                        },
                        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return new CheckerPipe(process.getInputStream(), process.getOutputStream())
                    .serve(logs, files);
        } catch (IOException e) {
            throw new IOException(
                    late.get()
                            ? "the check took longer than " + limit + " and was ended"
                            : "the process that checks broke off",
                    e);
        } finally {
            watchdog.cancel(false);
            process.destroyForcibly();
        }
    }
}
