package nl.sluitend.oprf;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Warms the vector engine up, tests it against known answers and the scalar engine, and times the
 * two. Loaded only when the vector module is there.
 */
final class VectorTrial {

    private static final int BATCH = 256;

    /** Compiled after about 40,000 elements; more than this only on a busy machine. */
    private static final int WARM_UP = 48_000;

    private static final int SCALAR_WARM_UP = 2_000;
    private static final int TIMED = 4;

    /**
     * Elements in a proof, and proofs, of which some are made and verified by the scalar engine.
     */
    private static final int PROOF = 640;

    private static final int PROOFS = 16;
    private static final int SCALAR_PROOFS = 4;

    /** 7 times the generator, RFC 9496 appendix A.1. */
    private static final byte[] SEVENTH =
            HexFormat.of()
                    .parseHex("44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d");

    private VectorTrial() {}

    static Engine engine() {
        return new VectorEngine();
    }

    /**
     * Tries the vector engine and hands it over when it is right and faster.
     *
     * @param insist use the vector engine even if it is the slower one
     * @param use given the engine when it is to be used
     * @return the outcome in a sentence
     */
    static String run(Engine scalar, boolean insist, Consumer<Engine> use) {
        VectorEngine vector = new VectorEngine();
        byte[] wide = new byte[64];
        Arrays.fill(wide, (byte) 0x5a);
        Scalar k = Scalar.reduce(Suite.RISTRETTO255_SHA512, wide);
        byte[] points = points(scalar);
        if (!knownAnswers(vector) || !agree(scalar, vector, k, points)) {
            return "scalar: the vector engine failed its known-answer test";
        }
        byte[] out = new byte[points.length];
        for (int done = 0; done < WARM_UP; done += BATCH) {
            vector.multiply(k, points, 0, out, 0, BATCH);
        }
        for (int done = 0; done < SCALAR_WARM_UP; done += BATCH) {
            scalar.multiply(k, points, 0, out, 0, BATCH);
        }
        if (!knownAnswers(vector)
                || !agree(scalar, vector, k, points)
                || !proofsHold(scalar, vector, k)) {
            return "scalar: the vector engine failed its known-answer test after warming up";
        }
        double ratio = best(scalar, k, points, out) / (double) best(vector, k, points, out);
        String measured =
                String.format(
                        Locale.ROOT,
                        "%d lanes, %.1f times the scalar engine",
                        vector.lanes(),
                        ratio);
        if (ratio < 1 && !insist) {
            return "scalar: the vector engine is slower here (" + measured + ")";
        }
        use.accept(vector);
        return "vector: " + measured + (insist ? ", set by " + Engines.SETTING : "");
    }

    private static byte[] points(Engine scalar) {
        byte[] uniform = new byte[64 * BATCH];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = (byte) (i * 167 + (i >>> 8) * 59 + 13);
        }
        byte[] points = new byte[32 * BATCH];
        scalar.map(uniform, 0, points, 0, BATCH);
        return points;
    }

    private static boolean knownAnswers(Engine vector) {
        byte[] generator = Generators.of(Suite.RISTRETTO255_SHA512);
        byte[] seven = new byte[64];
        seven[0] = 7;
        byte[] out = new byte[32];
        Scalar k = Scalar.reduce(Suite.RISTRETTO255_SHA512, seven);
        int verdict = vector.multiply(k, generator, 0, out, 0, 1);
        return verdict == Engine.VALID
                && Arrays.equals(out, SEVENTH)
                && vector.check(new byte[32], 0, 1) == 0;
    }

    private static boolean agree(Engine scalar, Engine vector, Scalar k, byte[] points) {
        int count = 33;
        byte[] expected = new byte[32 * count];
        byte[] actual = new byte[32 * count];
        boolean same =
                scalar.multiply(k, points, 0, expected, 0, count) == Engine.VALID
                        && vector.multiply(k, points, 0, actual, 0, count) == Engine.VALID
                        && Arrays.equals(expected, actual);
        // Uniform strings of 64 bytes: twice as many points as elements.
        scalar.multiplyMapped(k, points, 0, expected, 0, count);
        vector.multiplyMapped(k, points, 0, actual, 0, count);
        byte[] bad = points.clone();
        bad[32 * 20] ^= 1;
        return same
                && Arrays.equals(expected, actual)
                && vector.check(bad, 0, count) == scalar.check(bad, 0, count);
    }

    /**
     * Warms up what makes and verifies proofs too: each engine verifies what the other one proved.
     */
    private static boolean proofsHold(Engine scalar, Engine vector, Scalar k) {
        byte[] uniform = new byte[64 * PROOF];
        byte[] c = new byte[32 * PROOF];
        byte[] d = new byte[32 * PROOF];
        byte[] wide = new byte[64];
        byte[] context = Mode.VOPRF.contextString(Suite.RISTRETTO255_SHA512);
        Group first = Group.of(scalar);
        Group second = Group.of(vector);
        byte[] a = first.generator();
        byte[] b = first.multiplyBase(k);
        boolean hold = true;
        for (int i = 0; i < PROOFS; i++) {
            Arrays.fill(wide, (byte) (i + 1));
            for (int j = 0; j < PROOF; j++) {
                Words.littleEndian(uniform, 64 * j, (long) i * PROOF + j + 1);
            }
            // Public numbers all: the key and the nonce are of no use to anyone.
            Scalar one = Scalar.reduce(Suite.RISTRETTO255_SHA512, wide);
            vector.multiplyMapped(one, uniform, 0, c, 0, PROOF);
            hold &= vector.multiply(k, c, 0, d, 0, PROOF) == Engine.VALID;
            Group prover = i % SCALAR_PROOFS == 0 ? first : second;
            byte[] proof = Dleq.generateProof(prover, context, k, a, b, c, d, one);
            hold &= Dleq.verifyProof(second, context, a, b, c, d, proof);
            hold &= i % SCALAR_PROOFS > 1 || Dleq.verifyProof(first, context, a, b, c, d, proof);
        }
        return hold;
    }

    private static long best(Engine engine, Scalar k, byte[] points, byte[] out) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMED; i++) {
            long start = System.nanoTime();
            engine.multiply(k, points, 0, out, 0, BATCH);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
