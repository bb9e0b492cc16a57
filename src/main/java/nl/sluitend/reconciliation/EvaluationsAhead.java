package nl.sluitend.reconciliation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** Sessions looked after at once; the one that began first makes way. */
    static final int SESSIONS = 8;

    /** Evaluates one chunk of a session, with the proof that verified. */
    interface Maker {
        Evaluation make(int round) throws EvaluationExchange.SecretLostException;
    }

    /** The rounds of a session that were begun and whose turn has not come. */
    private static final class Line {
        private final Chunking chunking;
        private final Maker maker;
        private final Map<Integer, FutureTask<Evaluation>> begun = new HashMap<>();
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
        int start = line.chunking.start(from);
        while (line.next < line.chunking.count()
                && line.chunking.start(line.next + 1) - start <= ELEMENTS) {
            int round = line.next++;
            var task = new FutureTask<>(() -> line.maker.make(round));
            line.begun.put(round, task);
            worker.execute(task);
        }
    }

    /**
     * The evaluation of a round, given out once; made now when it was not made before.
     *
     * @throws OwnProofException if the own proof does not hold
     */
    Evaluation take(UUID sid, int round, Maker maker)
            throws EvaluationExchange.SecretLostException {
        FutureTask<Evaluation> begun = begun(sid, round);
        if (begun == null) {
            return maker.make(round);
        }
        // What no other thread has begun with, this one does itself.
        begun.run();
        try {
            return begun.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OwnProofException failed) {
                throw failed;
            }
            return maker.make(round);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a chunk was evaluated", e);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable FutureTask<Evaluation> begun(
            UUID sid, int round) {
        Line line = lines.get(sid);
        if (line == null) {
            return null;
        }
        FutureTask<Evaluation> task = line.begun.remove(round);
        if (round + 1 < line.chunking.count()) {
            line.next = Math.max(line.next, round + 1);
            fill(line, round + 1);
        } else {
            lines.remove(sid);
        }
        return task;
    }

    /** Forgets a session: its evaluated points go with its secret. */
    synchronized void drop(UUID sid) {
        Line line = lines.remove(sid);
        if (line != null) {
            line.begun.values().forEach(task -> task.cancel(false));
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
