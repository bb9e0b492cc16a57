package nl.sluitend.oprf;

/**
 * {@code HashToScalar} of RFC 9497 for one DST: section 4.1 expands to 64 bytes read little-endian,
 * section 4.3 to 48 bytes read big-endian, both reduced. Not thread safe.
 */
final class ScalarHash {

    private final Suite suite;
    private final ExpandMessage expand;
    private final byte[] wide = new byte[64];
    private final byte[] big = new byte[48];

    ScalarHash(Suite suite, byte[] dst) {
        this.suite = suite;
        this.expand = new ExpandMessage(suite, dst, suite == Suite.RISTRETTO255_SHA512 ? 64 : 48);
    }

    /**
     * The scalar of the joined parts.
     *
     * @throws ArithmeticException for zero
     */
    Scalar hash(byte[]... message) {
        expandLittleEndian(message);
        Scalar scalar = Scalar.reduce(suite, wide);
        Wipe.clear(wide);
        Wipe.clear(big);
        if (scalar.isZero()) {
            throw new ArithmeticException("the hash gave the scalar zero");
        }
        return scalar;
    }

    private void expandLittleEndian(byte[]... message) {
        if (suite == Suite.RISTRETTO255_SHA512) {
            expand.expand(wide, 0, message);
            return;
        }
        expand.expand(big, 0, message);
        for (int i = 0; i < big.length; i++) {
            wide[i] = big[big.length - 1 - i];
        }
    }
}
