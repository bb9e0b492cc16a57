package nl.sluitend.reconciliation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.OwnProofException;

/**
 * Evaluates the next chunks of the peer while the session waits for the peer, the network or the
 * database. Nothing of it is stored or leaves before its turn, and it is lost with the process:
 * what is not there is made in its turn. Safe for use by several threads.
 */
@ApplicationScoped
class EvaluationsAhead {

    /** Elements of one session that are evaluated before their turn: a few megabytes. */
    static final int ELEMENTS = 32_768;

    /**
     * Elements whose proofs are verified together: more save little and let the first round wait.
     */
    static final int TOGETHER = 4096;

    /** Sessions looked after at once; the one that began first makes way. */
    static final int SESSIONS = 8;

    /** Evaluates chunks of a session that follow each other, with the proofs that verified. */
    interface Maker {

        /**
         * Evaluates them in one go.
         *
         * @param first the round of the first of them
         * @param count 1 or more
         * @return one for each, in order
         */
        List<Evaluation> make(int first, int count) throws EvaluationExchange.SecretLostException;
    }

    /** One round among those that are made together. */
    private record Begun(FutureTask<List<Evaluation>> task, int at) {}

    /** The rounds of a session that were begun and whose turn has not come. */
    private static final class Line {
        private final Chunking chunking;
        private final Maker maker;
        private final Map<Integer, Begun> begun = new HashMap<>();
        private int next;

        Line(Chunking chunking, Maker maker, int first) {
            this.chunking = chunking;
            this.maker = maker;
            this.next = first;
        }
    }

    private final Map<UUID, Line> lines = new LinkedHashMap<>();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("evaluation-ahead").factory());

    /**
     * Begins with a session whose peer's list is whole and verified; again is of no effect.
     *
     * @param chunking of the peer's list
     * @param first the round whose turn is next
     */
    synchronized void begin(UUID sid, Chunking chunking, int first, Maker maker) {
        if (lines.containsKey(sid) || first >= chunking.count()) {
            return;
        }
        if (lines.size() >= SESSIONS) {
            drop(lines.keySet().iterator().next());
        }
        Line line = new Line(chunking, maker, first);
        lines.put(sid, line);
        fill(line, first);
    }

    private void fill(Line line, int from) {
        int end = line.chunking.start(from) + ELEMENTS;
        for (int count = fitting(line, end); count > 0; count = fitting(line, end)) {
            int first = line.next;
            int rounds = count;
            var task = new FutureTask<>(() -> line.maker.make(first, rounds));
            for (int i = 0; i < rounds; i++) {
                line.begun.put(first + i, new Begun(task, i));
            }
            line.next += rounds;
            worker.execute(task);
        }
    }

    /** How many of the next rounds end before that element and are verified together. */
    private static int fitting(Line line, int end) {
        int last = Math.min(end, line.chunking.start(line.next) + TOGETHER);
        int round = line.next;
        while (round < line.chunking.count()
                && line.chunking.start(round + 1) <= (round == line.next ? end : last)) {
            round++;
        }
        return round - line.next;
    }

    /**
     * The evaluation of a round, given out once; made now when it was not made before.
     *
     * @throws OwnProofException if the own proof does not hold
     */
    Evaluation take(UUID sid, int round, Maker maker)
            throws EvaluationExchange.SecretLostException {
        Begun begun = begun(sid, round);
        if (begun == null) {
            return maker.make(round, 1).getFirst();
        }
        // What no other thread has begun with, this one does itself.
        begun.task().run();
        try {
            return begun.task().get().get(begun.at());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OwnProofException failed) {
                throw failed;
            }
            return maker.make(round, 1).getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a chunk was evaluated", e);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Begun begun(UUID sid, int round) {
        Line line = lines.get(sid);
        if (line == null) {
            return null;
        }
        Begun made = line.begun.remove(round);
        if (round + 1 < line.chunking.count()) {
            line.next = Math.max(line.next, round + 1);
            fill(line, round + 1);
        } else {
            lines.remove(sid);
        }
        return made;
    }

    /** Forgets a session: its evaluated points go with its secret. */
    synchronized void drop(UUID sid) {
        Line line = lines.remove(sid);
        if (line != null) {
            line.begun.values().forEach(made -> made.task().cancel(false));
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
