package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import nl.sluitend.registration.intake.LineAnswer;
import nl.sluitend.registration.intake.LineIssue;
import org.junit.jupiter.api.Test;

/** Batches are stored one after the other, while the next one is read. */
class BatchWriterTest {

    private static BatchWriter.Waiting batch(int from) {
        return new BatchWriter.Waiting(refused(new ImportRun(0), from), Optional.empty());
    }

    private static ImportRun.Batch refused(ImportRun run, int line) {
        run.add(
                new LineAnswer.Refused(
                        line,
                        Optional.of("r-" + line),
                        List.of(
                                new LineIssue(
                                        line,
                                        "bsn",
                                        LineIssue.Severity.ERROR,
                                        "is not valid",
                                        "a BSN"))));
        return run.take(Map.of());
    }

    @Test
    void batchesAreStoredInTheirOrderAndOneAtATime() {
        Queue<Long> stored = new ConcurrentLinkedQueue<>();
        List<Integer> parallel = new java.util.concurrent.CopyOnWriteArrayList<>();
        var busy = new java.util.concurrent.atomic.AtomicInteger();
        try (BatchWriter writer =
                new BatchWriter(
                        waiting -> {
                            parallel.add(busy.incrementAndGet());
                            stored.add(waiting.batch().issues().getFirst().line());
                            busy.decrementAndGet();
                        })) {
            for (int i = 0; i < 20; i++) {
                writer.write(batch(i));
            }
            writer.await();
            assertThat(writer.settle()).isEmpty();
        }
        assertThat(stored)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, 20).boxed().toList());
        assertThat(parallel).containsOnly(1);
    }

    @Test
    void readingGoesOnWhileOneBatchIsStoredButNoFurther() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (BatchWriter writer =
                new BatchWriter(
                        _ -> {
                            storing.countDown();
                            awaitQuietly(mayEnd);
                        })) {
            writer.write(batch(0));
            storing.await();
            Thread second = Thread.ofPlatform().start(() -> writer.write(batch(1)));
            second.join(200);
            assertThat(second.isAlive()).as("the second batch waits for the first").isTrue();
            mayEnd.countDown();
            second.join();
        }
    }

    @Test
    void failureIsPassedOnAndNothingIsStoredAfterIt() {
        Queue<Long> tried = new ConcurrentLinkedQueue<>();
        ImportRun run = new ImportRun(0);
        try (BatchWriter writer =
                new BatchWriter(
                        waiting -> {
                            tried.add(waiting.batch().lines());
                            if (waiting.batch().lines() == 2) {
                                throw new IllegalStateException("no room");
                            }
                        })) {
            writer.write(new BatchWriter.Waiting(refused(run, 1), Optional.empty()));
            writer.write(new BatchWriter.Waiting(refused(run, 2), Optional.empty()));
            assertThatThrownBy(
                            () ->
                                    writer.write(
                                            new BatchWriter.Waiting(
                                                    refused(run, 3), Optional.empty())))
                    .hasMessage("no room");

            run.takeBack(writer.settle());
        }
        assertThat(tried).containsExactly(1L, 2L);
        ImportRun.Batch rest = run.take(Map.of());
        assertThat(rest.answersBefore()).isEqualTo(1);
        assertThat(rest.issues()).extracting(LineIssue::line).containsExactly(2L, 3L);
        assertThat(rest.lines()).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
