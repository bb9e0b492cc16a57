package nl.sluitend.oprf;

import java.util.Arrays;

/**
 * An integer modulo the order of a suite's group. Often a secret: arithmetic is constant time,
 * {@link #toString} is masked, {@link #close} wipes the limbs. Immutable until closed; a closed
 * scalar refuses every use.
 */
public final class Scalar implements AutoCloseable {

    private final Suite suite;
    private final long[] limbs;
    private volatile boolean closed;

    private Scalar(Suite suite, long[] limbs) {
        this.suite = suite;
        this.limbs = limbs;
    }

    /** The suite whose group order is the modulus. */
    public Suite suite() {
        return suite;
    }

    /** This times the other, mod the group order; both of one suite. */
    public Scalar times(Scalar other) {
        long[] r = new long[Modulus.LIMBS];
        suite.order().multiply(r, open(), other.openFor(suite));
        return new Scalar(suite, r);
    }

    /** This plus the other, mod the group order; both of one suite. */
    public Scalar plus(Scalar other) {
        long[] r = new long[Modulus.LIMBS];
        suite.order().add(r, open(), other.openFor(suite));
        return new Scalar(suite, r);
    }

    /** This minus the other, mod the group order; both of one suite. */
    public Scalar minus(Scalar other) {
        long[] r = new long[Modulus.LIMBS];
        suite.order().subtract(r, open(), other.openFor(suite));
        return new Scalar(suite, r);
    }

    /**
     * The multiplicative inverse ({@code ScalarInverse}, RFC 9497 section 2.1).
     *
     * @throws ArithmeticException for zero
     */
    public Scalar inverse() {
        if (isZero()) {
            throw new ArithmeticException("zero has no inverse");
        }
        long[] r = new long[Modulus.LIMBS];
        suite.order().invert(r, open());
        return new Scalar(suite, r);
    }

    /**
     * The inverses of all, at the cost of one inversion and three products for each (Montgomery's
     * trick).
     *
     * @throws ArithmeticException when one of them is zero
     */
    public static Scalar[] inverses(Scalar... scalars) {
        if (scalars.length == 0) {
            return new Scalar[0];
        }
        Suite suite = scalars[0].suite;
        Modulus order = suite.order();
        long[][] prefix = new long[scalars.length][Modulus.LIMBS];
        for (int i = 0; i < scalars.length; i++) {
            if (scalars[i].isZero()) {
                throw new ArithmeticException("zero has no inverse");
            }
            long[] limbs = scalars[i].openFor(suite);
            if (i == 0) {
                System.arraycopy(limbs, 0, prefix[0], 0, Modulus.LIMBS);
            } else {
                order.multiply(prefix[i], prefix[i - 1], limbs);
            }
        }
        long[] rest = new long[Modulus.LIMBS];
        order.invert(rest, prefix[scalars.length - 1]);
        Scalar[] inverses = new Scalar[scalars.length];
        for (int i = scalars.length - 1; i > 0; i--) {
            long[] r = new long[Modulus.LIMBS];
            order.multiply(r, rest, prefix[i - 1]);
            inverses[i] = new Scalar(suite, r);
            order.multiply(rest, rest, scalars[i].limbs);
        }
        inverses[0] = new Scalar(suite, rest);
        Wipe.clear(prefix);
        return inverses;
    }

    /**
     * {@code SerializeScalar}, RFC 9497 section 4: 32 bytes, little-endian for ristretto255,
     * big-endian for P-256. The caller wipes them if the scalar is secret.
     */
    public byte[] encode() {
        long[] a = open();
        byte[] out = new byte[suite.scalarLength()];
        for (int i = 0; i < Modulus.LIMBS; i++) {
            if (suite == Suite.RISTRETTO255_SHA512) {
                Words.littleEndian(out, 8 * i, a[i]);
            } else {
                Words.bigEndian(out, 24 - 8 * i, a[i]);
            }
        }
        return out;
    }

    /**
     * {@code DeserializeScalar}, RFC 9497 section 4: exactly {@link Suite#scalarLength()} bytes of
     * a value below the group order. Zero is refused too: no key, blind or proof of ours may be
     * zero.
     *
     * @throws IllegalArgumentException otherwise; the message does not show the value
     */
    public static Scalar decode(Suite suite, byte[] encoded) {
        if (encoded.length != suite.scalarLength()) {
            throw new IllegalArgumentException(
                    "a scalar of "
                            + suite.identifier()
                            + " has "
                            + suite.scalarLength()
                            + " bytes, not "
                            + encoded.length);
        }
        long[] limbs = new long[Modulus.LIMBS];
        for (int i = 0; i < Modulus.LIMBS; i++) {
            limbs[i] =
                    suite == Suite.RISTRETTO255_SHA512
                            ? Words.littleEndian(encoded, 8 * i)
                            : Words.bigEndian(encoded, 24 - 8 * i);
        }
        Scalar scalar = new Scalar(suite, limbs);
        if (!suite.order().isReduced(limbs) || scalar.isZero()) {
            scalar.close();
            throw new IllegalArgumentException(
                    "a scalar is an integer from 1 up to the group order, exclusive");
        }
        return scalar;
    }

    /** The integer given by 64 bytes, reduced (RFC 9497 section 4.7.2); little-endian. */
    static Scalar reduce(Suite suite, byte[] wide) {
        long[] low = new long[Modulus.LIMBS];
        long[] high = new long[Modulus.LIMBS];
        for (int i = 0; i < Modulus.LIMBS; i++) {
            low[i] = Words.littleEndian(wide, 8 * i);
            high[i] = Words.littleEndian(wide, 32 + 8 * i);
        }
        long[] r = new long[Modulus.LIMBS];
        suite.order().reduceWide(r, low, high);
        Wipe.clear(low, high);
        return new Scalar(suite, r);
    }

    /** Whether this is zero, which no check of ours lets through as a key or a blind. */
    public boolean isZero() {
        long[] a = open();
        return (a[0] | a[1] | a[2] | a[3]) == 0;
    }

    /** The limbs themselves, least significant first: not a copy, never to be written. */
    long[] limbs() {
        return open();
    }

    private long[] open() {
        if (closed) {
            throw new IllegalStateException("the scalar has been wiped");
        }
        return limbs;
    }

    private long[] openFor(Suite expected) {
        if (suite != expected) {
            throw new IllegalArgumentException(
                    "a scalar of "
                            + suite.identifier()
                            + " where "
                            + expected.identifier()
                            + " is needed");
        }
        return open();
    }

    /** Overwrites the value. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(limbs, 0);
    }

    /** Equal suite and value, compared in constant time. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Scalar that) || suite != that.suite) {
            return false;
        }
        long[] a = open();
        long[] b = that.open();
        return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
    }

    /** The same for all scalars of a suite: a hash of the value would give part of it away. */
    @Override
    public int hashCode() {
        return suite.hashCode();
    }

    @Override
    public String toString() {
        return "Scalar(" + suite.identifier() + ", masked)";
    }
}
