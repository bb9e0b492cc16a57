package nl.sluitend.oprf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Splits large batches over the processors. The caller's thread always works along, and at most one
 * helper per further processor exists for all callers together: whoever finds no helper free does
 * its own work, so no queue can grow.
 */
final class PooledEngine implements Engine {

    /** Elements per piece: long enough to share inversions, short enough to spread. */
    static final int PIECE = 512;

    /** Elements from which on a thread's share of a sum is worth its own buckets. */
    static final int SMALLEST_SHARE = 1024;

    private static final int HELPERS = Math.max(0, Runtime.getRuntime().availableProcessors() - 1);
    private static final Semaphore FREE = new Semaphore(HELPERS);
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("oprf-", 0).factory());

    private final Engine engine;

    PooledEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Suite suite() {
        return engine.suite();
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        int e = suite().elementLength();
        return split(
                count, (at, n) -> engine.multiply(k, in, inAt + at * e, out, outAt + at * e, n));
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        int e = suite().elementLength();
        return split(
                count,
                (at, n) ->
                        engine.multiplyEach(
                                k, kAt + at, in, inAt + at * e, out, outAt + at * e, n));
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        int e = suite().elementLength();
        int u = suite().uniformLength();
        split(
                count,
                (from, n) -> {
                    engine.multiplyMapped(k, uniform, at + from * u, out, outAt + from * e, n);
                    return VALID;
                });
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        int e = suite().elementLength();
        int u = suite().uniformLength();
        split(
                count,
                (from, n) -> {
                    engine.multiplyMappedEach(
                            k, kAt + from, uniform, at + from * u, out, outAt + from * e, n);
                    return VALID;
                });
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        int e = suite().elementLength();
        int u = suite().uniformLength();
        split(
                count,
                (from, n) -> {
                    engine.map(uniform, at + from * u, out, outAt + from * e, n);
                    return VALID;
                });
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        int e = suite().elementLength();
        return split(count, (at, n) -> engine.check(in, inAt + at * e, n));
    }

    @Override
    public void weights(Weights weights, int from, int count, long[] out) {
        split(
                count,
                (at, n) -> {
                    engine.weights(weights, from + at, n, out);
                    return VALID;
                });
    }

    /** Each thread sums its share: more shares than threads would only mean more buckets. */
    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        int e = suite().elementLength();
        int shares = Math.min(1 + HELPERS, count / SMALLEST_SHARE);
        if (shares < 2) {
            return engine.combine(c, in, inAt, count, out, outAt);
        }
        int share = (count + shares - 1) / shares;
        byte[] sums = new byte[shares * e];
        int bad =
                split(
                        count,
                        share,
                        (at, n) ->
                                engine.combine(
                                        Arrays.copyOfRange(
                                                c, at * Modulus.LIMBS, (at + n) * Modulus.LIMBS),
                                        in,
                                        inAt + at * e,
                                        n,
                                        sums,
                                        at / share * e));
        return bad == VALID ? addUp(sums, out, outAt) : bad;
    }

    /** The sum of sums; the identity, written as zero bytes, adds nothing. */
    private int addUp(byte[] sums, byte[] out, int outAt) {
        int e = suite().elementLength();
        int used = 0;
        byte[] nothing = new byte[e];
        for (int at = 0; at < sums.length; at += e) {
            if (!Arrays.equals(sums, at, at + e, nothing, 0, e)) {
                System.arraycopy(sums, at, sums, used++ * e, e);
            }
        }
        if (used == 0) {
            System.arraycopy(nothing, 0, out, outAt, e);
            return VALID;
        }
        long[] ones = new long[used * Modulus.LIMBS];
        for (int i = 0; i < used; i++) {
            ones[i * Modulus.LIMBS] = 1;
        }
        return engine.combine(ones, sums, 0, used, out, outAt);
    }

    /** Works on the elements from a position; as {@link Engine#multiply} returns. */
    private interface Piece {
        int run(int at, int count);
    }

    /** One batch and how far it has come. */
    private static final class Batch implements Runnable {

        private final int count;
        private final int length;
        private final Piece piece;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger firstBad = new AtomicInteger(Integer.MAX_VALUE);

        Batch(int count, int length, Piece piece) {
            this.count = count;
            this.length = length;
            this.piece = piece;
        }

        @Override
        public void run() {
            int pieces = (count + length - 1) / length;
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                int at = i * length;
                // Pieces are handed out in order: what lies behind a bad element is not needed.
                if (firstBad.get() < at) {
                    return;
                }
                int bad = piece.run(at, Math.min(length, count - at));
                if (bad != VALID) {
                    firstBad.accumulateAndGet(at + bad, Math::min);
                }
            }
        }
    }

    private static int split(int count, Piece piece) {
        return split(count, PIECE, piece);
    }

    private static int split(int count, int length, Piece piece) {
        if (count <= length || HELPERS == 0) {
            return piece.run(0, count);
        }
        Batch batch = new Batch(count, length, piece);
        List<Future<?>> helpers = new ArrayList<>();
        int wanted = Math.min(HELPERS, (count - 1) / length);
        while (helpers.size() < wanted && FREE.tryAcquire()) {
            helpers.add(
                    POOL.submit(
                            () -> {
                                try {
                                    batch.run();
                                } finally {
                                    FREE.release();
                                }
                            }));
        }
        try {
            batch.run();
        } finally {
            helpers.forEach(PooledEngine::await);
        }
        int bad = batch.firstBad.get();
        return bad == Integer.MAX_VALUE ? VALID : bad;
    }

    private static void await(Future<?> helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.get();
                break;
            } catch (InterruptedException e) {
                // The arrays are the caller's: they may not be given back while in use.
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a batch of group operations failed", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
