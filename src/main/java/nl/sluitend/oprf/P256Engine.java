package nl.sluitend.oprf;

/**
 * P-256 in plain Java on 52-bit limbs, one element at a time. Bouncy Castle 1.83 has neither a
 * constant-time multiplier nor hashing to the curve, and keeps scalars in {@code BigInteger}; this
 * engine has neither fault, and Bouncy Castle is what the tests compare with (docs/adr/0004).
 */
final class P256Engine extends BlockEngine {

    P256Engine() {
        super(Suite.P256_SHA256, "p256");
    }

    @Override
    Block block(int count) {
        return new P256Block(count);
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        return new P256Sum(count).combine(c, in, inAt, out, outAt);
    }
}
