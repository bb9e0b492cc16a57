package nl.sluitend.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Undoes what was set up, last first, once: at the end, after a failure, or when the process is
 * told to stop. One step that fails does not keep the others from running.
 */
final class Cleanup implements AutoCloseable {

    private static final int ATTEMPTS = 50;
    private static final int PAUSE_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 20;

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();
    private boolean closed;

    /** Undoes {@code step} at the end; at once when the end has already come. */
    <T extends AutoCloseable> T add(T step) {
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                steps.push(step);
            }
        }
        if (late) {
            run(step);
        }
        return step;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        steps.forEach(Cleanup::run);
    }

    /**
     * Deletes a folder in which processes of this one may still write: a stop can come while they
     * start. Ends them first, and looks again until both are gone.
     */
    static void deleteWithProcesses(Path folder) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<ProcessHandle> running = ProcessHandle.current().descendants().toList();
            running.forEach(ProcessHandle::destroy);
            for (ProcessHandle process : running) {
                await(process);
            }
            try {
                delete(folder);
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS - 1) {
                    throw e;
                }
            }
            if (running.isEmpty() && !Files.exists(folder)) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void await(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        }
    }

    /** Deletes a folder and all in it, as far as it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be deleted", e);
        }
    }

    private static void run(AutoCloseable step) {
        try {
            step.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("Opruimen lukte niet helemaal: " + e.getMessage());
        }
    }
}
