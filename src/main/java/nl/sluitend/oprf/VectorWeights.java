package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;

/**
 * {@link Weights} of ristretto255-SHA512 for as many pairs at a time as a vector has lanes: all
 * transcripts of a proof are of equal length, so that {@code expand_message_xmd} (RFC 9380 section
 * 5.3.1) runs side by side. One thread at a time.
 */
final class VectorWeights {

    /** Of b_0 and of what is expanded: one digest of SHA-512, section 4.1 of RFC 9497. */
    private static final int DIGEST = 64;

    private final Weights weights;
    private final VectorSha512 sha = new VectorSha512();
    private final long[] afterZeros = new long[VectorSha512.kept()];

    /** For each lane the padded message of b_0 without its block of zeros. */
    private final byte[] first;

    /** For each lane the padded message of b_1. */
    private final byte[] second;

    private final int firstLength;
    private final int secondLength;
    private final byte[] wide = new byte[DIGEST];
    private final long[] low = new long[Modulus.LIMBS];
    private final long[] high = new long[Modulus.LIMBS];
    private final long[] scalar = new long[Modulus.LIMBS];

    VectorWeights(Weights weights) {
        this.weights = weights;
        ExpandMessage expand = new ExpandMessage(Suite.RISTRETTO255_SHA512, weights.dst(), DIGEST);
        byte[] one =
                padded(Bytes.join(weights.transcript(), expand.lengthAndDst()), VectorSha512.BLOCK);
        byte[] two = padded(Bytes.join(new byte[DIGEST], new byte[] {1}, expand.dstPrime()), 0);
        this.firstLength = one.length;
        this.secondLength = two.length;
        this.first = repeated(one);
        this.second = repeated(two);
        byte[] zeros = new byte[VectorSha512.BLOCK];
        sha.start();
        for (int lane = 0; lane < LANES; lane++) {
            sha.set(lane, zeros, 0);
        }
        sha.compress();
        sha.save(afterZeros);
    }

    /** FIPS 180-4 section 5.1.2, for a message that some bytes went before. */
    private static byte[] padded(byte[] message, int before) {
        int blocks = (message.length + 17 + VectorSha512.BLOCK - 1) / VectorSha512.BLOCK;
        byte[] out = java.util.Arrays.copyOf(message, blocks * VectorSha512.BLOCK);
        out[message.length] = (byte) 0x80;
        Words.bigEndian(out, out.length - Long.BYTES, 8L * (before + message.length));
        return out;
    }

    private static byte[] repeated(byte[] message) {
        byte[] all = new byte[LANES * message.length];
        for (int lane = 0; lane < LANES; lane++) {
            System.arraycopy(message, 0, all, lane * message.length, message.length);
        }
        return all;
    }

    /** As {@link Weights#compute}, for a multiple of the lanes. */
    void compute(int from, int count, long[] out) {
        for (int i = from; i < from + count; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                weights.write(first, lane * firstLength, i + lane);
            }
            sha.restore(afterZeros);
            takeIn(first, firstLength);
            for (int lane = 0; lane < LANES; lane++) {
                sha.digest(lane, second, lane * secondLength);
            }
            sha.start();
            takeIn(second, secondLength);
            for (int lane = 0; lane < LANES; lane++) {
                sha.digest(lane, wide, 0);
                reduce(out, (i + lane) * Modulus.LIMBS);
            }
        }
    }

    private void takeIn(byte[] messages, int length) {
        for (int at = 0; at < length; at += VectorSha512.BLOCK) {
            for (int lane = 0; lane < LANES; lane++) {
                sha.set(lane, messages, lane * length + at);
            }
            sha.compress();
        }
    }

    private void reduce(long[] out, int at) {
        for (int i = 0; i < Modulus.LIMBS; i++) {
            low[i] = Words.littleEndian(wide, Long.BYTES * i);
            high[i] = Words.littleEndian(wide, DIGEST / 2 + Long.BYTES * i);
        }
        Modulus.RISTRETTO255_ORDER.reduceWide(scalar, low, high);
        if ((scalar[0] | scalar[1] | scalar[2] | scalar[3]) == 0) {
            throw new ArithmeticException("the hash gave the scalar zero");
        }
        System.arraycopy(scalar, 0, out, at, Modulus.LIMBS);
    }
}
