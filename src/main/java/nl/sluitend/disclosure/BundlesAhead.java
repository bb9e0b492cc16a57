package nl.sluitend.disclosure;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;

/**
 * The bundles of entries of a log, in order. A few are read ahead and taken apart on other cores,
 * while the caller follows the one before; files are read by the caller's thread alone, one after
 * the other. Constant memory.
 */
final class BundlesAhead {

    private static final int AHEAD = 4;

    private final LogSource source;
    private final LogName log;
    private final long size;
    private final Deque<FutureTask<List<CheckedEntry>>> started = new ArrayDeque<>();
    private long read;
    private long given;

    BundlesAhead(LogSource source, LogName log, long size) {
        this.source = source;
        this.log = log;
        this.size = size;
    }

    boolean hasNext() {
        return given * TilePath.FULL < size;
    }

    /**
     * The entries of the next bundle, each with what is wrong with it by itself.
     *
     * @throws LogVerificationException if the file is missing or is no bundle of that many entries;
     *     nothing after it can be checked
     */
    List<CheckedEntry> next() throws IOException, LogVerificationException {
        while (read < given + AHEAD && read * TilePath.FULL < size) {
            long bundle = read++;
            int width = TilePath.widthAt(TilePath.ENTRIES, bundle, size);
            TilePath path = new TilePath(TilePath.ENTRIES, bundle, width);
            Optional<byte[]> file = source.read(path.toString());
            FutureTask<List<CheckedEntry>> task =
                    new FutureTask<>(() -> entries(log, path, bundle, width, file));
            started.add(task);
            ForkJoinPool.commonPool().execute(task);
        }
        given++;
        return done(started.remove());
    }

    /**
     * What no other core has begun with, the caller does itself; while another core is busy with
     * this bundle, a later one.
     */
    private List<CheckedEntry> done(FutureTask<List<CheckedEntry>> task)
            throws LogVerificationException {
        task.run();
        Iterator<FutureTask<List<CheckedEntry>>> later = started.iterator();
        while (!task.isDone() && later.hasNext()) {
            later.next().run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogVerificationException refused) {
                throw refused;
            }
            throw new IllegalStateException("a bundle could not be taken apart", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogVerificationException("the check was interrupted", e);
        }
    }

    private static List<CheckedEntry> entries(
            LogName log, TilePath path, long bundle, int width, Optional<byte[]> file)
            throws LogVerificationException {
        if (file.isEmpty()) {
            throw new LogVerificationException(
                    path + " is missing; nothing after it can be checked");
        }
        try {
            return CheckedEntry.all(
                    log, bundle * TilePath.FULL, EntryBundle.decode(file.get(), width));
        } catch (LogVerificationException e) {
            throw new LogVerificationException(path + ": " + e.getMessage(), e);
        }
    }
}
