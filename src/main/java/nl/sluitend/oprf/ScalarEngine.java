package nl.sluitend.oprf;

/**
 * ristretto255 in plain Java on 64-bit limbs, one element at a time: for machines and JVMs without
 * vectors, for cold starts and for small requests. Fixed windows of four signed bits with a masked
 * scan of the whole table; inversions for encoding are shared by a block of elements.
 */
final class ScalarEngine extends BlockEngine {

    ScalarEngine() {
        super(Suite.RISTRETTO255_SHA512, "scalar");
    }

    @Override
    Block block(int count) {
        return new RistrettoBlock(count);
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        return new RistrettoSum(count).combine(c, in, inAt, out, outAt);
    }
}
