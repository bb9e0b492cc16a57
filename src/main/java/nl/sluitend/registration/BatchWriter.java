package nl.sluitend.registration;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Stores the batches of one import in their order, one at a time, on a thread of its own, so that
 * the next one is read and its points are made meanwhile. Never more than one batch is ahead. Not
 * thread safe: for the thread that reads the list.
 */
final class BatchWriter implements AutoCloseable {

    /**
     * A batch to store.
     *
     * @param prepared its points; empty when nothing is to be stored
     */
    record Waiting(ImportRun.Batch batch, Optional<BatchStore.Prepared> prepared) {}

    private final Consumer<Waiting> store;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("import-writer").daemon().factory());
    private final Queue<ImportRun.Batch> notStored = new ConcurrentLinkedQueue<>();
    private Future<?> running = CompletableFuture.completedFuture(null);

    BatchWriter(Consumer<Waiting> store) {
        this.store = store;
    }

    /** Begins to store a batch, once the one before it is stored; passes on what went wrong. */
    void write(Waiting batch) {
        notStored.add(batch.batch());
        await();
        running =
                thread.submit(
                        () -> {
                            store.accept(batch);
                            notStored.remove();
                        });
    }

    /** Waits until what was begun is stored; passes on what went wrong. */
    void await() {
        try {
            running.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while storing a batch", e);
        }
    }

    /** Waits for what was begun; returns the batches that were not stored, in their order. */
    List<ImportRun.Batch> settle() {
        thread.close();
        return List.copyOf(notStored);
    }

    @Override
    public void close() {
        thread.close();
    }
}
