package nl.sluitend.oprf;

import java.security.MessageDigest;

/**
 * The weights d_i of {@code ComputeComposites}, RFC 9497 sections 2.2.1 and 2.2.2: what is hashed
 * for each pair, and the hash for one pair after the other. Public values alone. Immutable, so that
 * several threads can each compute some.
 */
final class Weights {

    private static final byte[] COMPOSITE = LengthPrefixed.utf8("Composite");

    private final Suite suite;
    private final byte[] dst;
    private final byte[] c;
    private final byte[] d;

    /** {@code len(seed) || seed || i || len(Ci) || Ci || len(Di) || Di || "Composite"}. */
    private final byte[] template;

    private final int indexAt;

    Weights(Suite suite, byte[] contextString, byte[] b, byte[] c, byte[] d) {
        this.suite = suite;
        this.dst = Bytes.join(LengthPrefixed.utf8("HashToScalar-"), contextString);
        this.c = c;
        this.d = d;
        byte[] seedDst = Bytes.join(LengthPrefixed.utf8("Seed-"), contextString);
        MessageDigest digest = ExpandMessage.newDigest(suite);
        byte[] seed = digest.digest(Bytes.withLengths(b, seedDst));
        int length = suite.elementLength();
        this.indexAt = 2 + seed.length;
        this.template =
                Bytes.join(
                        Bytes.withLengths(seed),
                        Bytes.twoBytes(0),
                        Bytes.withLengths(new byte[length], new byte[length]),
                        COMPOSITE);
    }

    /** How many pairs there are. */
    int count() {
        return c.length / suite.elementLength();
    }

    /** The DST of {@code HashToScalar} for this proof. */
    byte[] dst() {
        return dst;
    }

    /** A transcript without a pair, to be written to. */
    byte[] transcript() {
        return template.clone();
    }

    /** Makes the transcript that of pair i; it lies at a place of an array. */
    void write(byte[] transcript, int at, int i) {
        int length = suite.elementLength();
        int index = at + indexAt;
        transcript[index] = (byte) (i >>> 8);
        transcript[index + 1] = (byte) i;
        System.arraycopy(c, i * length, transcript, index + 4, length);
        System.arraycopy(d, i * length, transcript, index + 6 + length, length);
    }

    /** Puts the weights of some pairs, four limbs each, at their places in {@code out}. */
    void compute(int from, int count, long[] out) {
        ScalarHash hash = new ScalarHash(suite, dst);
        byte[] transcript = transcript();
        for (int i = from; i < from + count; i++) {
            write(transcript, 0, i);
            System.arraycopy(
                    hash.hash(transcript).limbs(), 0, out, i * Modulus.LIMBS, Modulus.LIMBS);
        }
    }
}
