package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.LONGS;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * SHA-512 (FIPS 180-4) of as many messages of equal length as a vector has lanes, side by side.
 * Kernels are as short as those of {@link VectorField}, and for the same reason. One thread at a
 * time.
 */
final class VectorSha512 {

    /** Bytes of a block. */
    static final int BLOCK = 128;

    private static final int ROUNDS = 80;
    private static final int WORDS = BLOCK / Long.BYTES;
    private static final int STATE = 8;

    /** Where the variable e lies; a to d lie before it. */
    private static final int HALF = STATE / 2 * LANES;

    private static final int WRAP = HALF - 1;

    private static final long[] INITIAL = {
        0x6a09e667f3bcc908L,
        0xbb67ae8584caa73bL,
        0x3c6ef372fe94f82bL,
        0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L,
        0x9b05688c2b3e6c1fL,
        0x1f83d9abfb41bd6bL,
        0x5be0cd19137e2179L
    };

    /** The first 64 bits of the fractional parts of the cube roots of the first 80 primes. */
    private static final long[] K = {
        0x428a2f98d728ae22L, 0x7137449123ef65cdL, 0xb5c0fbcfec4d3b2fL, 0xe9b5dba58189dbbcL,
        0x3956c25bf348b538L, 0x59f111f1b605d019L, 0x923f82a4af194f9bL, 0xab1c5ed5da6d8118L,
        0xd807aa98a3030242L, 0x12835b0145706fbeL, 0x243185be4ee4b28cL, 0x550c7dc3d5ffb4e2L,
        0x72be5d74f27b896fL, 0x80deb1fe3b1696b1L, 0x9bdc06a725c71235L, 0xc19bf174cf692694L,
        0xe49b69c19ef14ad2L, 0xefbe4786384f25e3L, 0x0fc19dc68b8cd5b5L, 0x240ca1cc77ac9c65L,
        0x2de92c6f592b0275L, 0x4a7484aa6ea6e483L, 0x5cb0a9dcbd41fbd4L, 0x76f988da831153b5L,
        0x983e5152ee66dfabL, 0xa831c66d2db43210L, 0xb00327c898fb213fL, 0xbf597fc7beef0ee4L,
        0xc6e00bf33da88fc2L, 0xd5a79147930aa725L, 0x06ca6351e003826fL, 0x142929670a0e6e70L,
        0x27b70a8546d22ffcL, 0x2e1b21385c26c926L, 0x4d2c6dfc5ac42aedL, 0x53380d139d95b3dfL,
        0x650a73548baf63deL, 0x766a0abb3c77b2a8L, 0x81c2c92e47edaee6L, 0x92722c851482353bL,
        0xa2bfe8a14cf10364L, 0xa81a664bbc423001L, 0xc24b8b70d0f89791L, 0xc76c51a30654be30L,
        0xd192e819d6ef5218L, 0xd69906245565a910L, 0xf40e35855771202aL, 0x106aa07032bbd1b8L,
        0x19a4c116b8d2d0c8L, 0x1e376c085141ab53L, 0x2748774cdf8eeb99L, 0x34b0bcb5e19b48a8L,
        0x391c0cb3c5c95a63L, 0x4ed8aa4ae3418acbL, 0x5b9cca4f7763e373L, 0x682e6ff3d6b2b8a3L,
        0x748f82ee5defb2fcL, 0x78a5636f43172f60L, 0x84c87814a1f0ab72L, 0x8cc702081a6439ecL,
        0x90befffa23631e28L, 0xa4506cebde82bde9L, 0xbef9a3f7b2c67915L, 0xc67178f2e372532bL,
        0xca273eceea26619cL, 0xd186b8c721c0c207L, 0xeada7dd6cde0eb1eL, 0xf57d4f7fee6ed178L,
        0x06f067aa72176fbaL, 0x0a637dc5a2c898a6L, 0x113f9804bef90daeL, 0x1b710b35131c471bL,
        0x28db77f523047d84L, 0x32caab7b40c72493L, 0x3c9ebe0a15c9bebcL, 0x431d67c49c100d4cL,
        0x4cc5d4becb3e42b6L, 0x597f299cfc657e2aL, 0x5fcb6fab3ad6faecL, 0x6c44198c4a475817L
    };

    /** K in all lanes. */
    private static final long[] CONSTANTS = new long[ROUNDS * LANES];

    static {
        for (int t = 0; t < ROUNDS; t++) {
            Arrays.fill(CONSTANTS, t * LANES, (t + 1) * LANES, K[t]);
        }
    }

    private final long[] state = new long[STATE * LANES];
    private final long[] before = new long[STATE * LANES];

    /** The schedule of a block. */
    private final long[] words = new long[ROUNDS * LANES];

    /** Starts new messages. */
    void start() {
        for (int i = 0; i < STATE; i++) {
            Arrays.fill(state, i * LANES, (i + 1) * LANES, INITIAL[i]);
        }
    }

    /** Keeps the state of all lanes, for messages that begin alike. */
    void save(long[] kept) {
        System.arraycopy(state, 0, kept, 0, state.length);
    }

    /** Goes on from a kept state. */
    void restore(long[] kept) {
        System.arraycopy(kept, 0, state, 0, state.length);
    }

    /** Longs of a kept state. */
    static int kept() {
        return STATE * LANES;
    }

    /** The next block of one lane. */
    void set(int lane, byte[] block, int at) {
        for (int t = 0; t < WORDS; t++) {
            words[t * LANES + lane] = Words.bigEndian(block, at + Long.BYTES * t);
        }
    }

    /** Takes in the blocks that were set, one for each lane. */
    void compress() {
        for (int at = WORDS * LANES; at < ROUNDS * LANES; at += LANES) {
            schedule(at);
        }
        System.arraycopy(state, 0, before, 0, state.length);
        // Where a lies; b to d follow, and after d comes the first place again.
        int p = 0;
        for (int at = 0; at < ROUNDS * LANES; at += LANES) {
            round(at, p, p + LANES & WRAP, p + 2 * LANES & WRAP, p + 3 * LANES & WRAP);
            p = p - LANES & WRAP;
        }
        for (int i = 0; i < STATE * LANES; i++) {
            state[i] += before[i];
        }
    }

    /** The digest of one lane, once its padded message has been taken in. */
    void digest(int lane, byte[] out, int at) {
        for (int i = 0; i < STATE; i++) {
            Words.bigEndian(out, at + Long.BYTES * i, state[i * LANES + lane]);
        }
    }

    private void schedule(int at) {
        LongVector x = word(words, at - 15 * LANES);
        LongVector low =
                x.lanewise(VectorOperators.ROR, 1)
                        .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 8))
                        .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 7));
        LongVector y = word(words, at - 2 * LANES);
        LongVector high =
                y.lanewise(VectorOperators.ROR, 19)
                        .lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.ROR, 61))
                        .lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 6));
        word(words, at - 16 * LANES)
                .add(low)
                .add(word(words, at - 7 * LANES))
                .add(high)
                .intoArray(words, at);
    }

    /**
     * One round: where two are inlined the compiler gives up and operations allocate. The new a and
     * e come where d and h were.
     */
    private void round(int at, int p, int q, int r, int o) {
        LongVector a = word(state, p);
        LongVector e = word(state, HALF + p);
        LongVector t =
                word(state, HALF + o)
                        .add(word(words, at))
                        .add(word(CONSTANTS, at))
                        .add(choose(e, word(state, HALF + q), word(state, HALF + r)))
                        .add(rotatedE(e));
        word(state, o).add(t).intoArray(state, HALF + o);
        t.add(majority(a, word(state, q), word(state, r))).add(rotatedA(a)).intoArray(state, o);
    }

    private static LongVector choose(LongVector x, LongVector y, LongVector z) {
        return z.lanewise(VectorOperators.XOR, x.and(y.lanewise(VectorOperators.XOR, z)));
    }

    private static LongVector majority(LongVector x, LongVector y, LongVector z) {
        return x.and(y).or(z.and(x.or(y)));
    }

    private static LongVector rotatedE(LongVector x) {
        return x.lanewise(VectorOperators.ROR, 14)
                .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 18))
                .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 41));
    }

    private static LongVector rotatedA(LongVector x) {
        return x.lanewise(VectorOperators.ROR, 28)
                .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 34))
                .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 39));
    }

    private static LongVector word(long[] a, int at) {
        return LongVector.fromArray(LONGS, a, at);
    }
}
