package nl.sluitend.oprf;

import org.jspecify.annotations.Nullable;

/**
 * ristretto255 in plain Java on 64-bit limbs, one element at a time: for machines and JVMs without
 * vectors, for cold starts and for small requests. Fixed windows of four signed bits with a masked
 * scan of the whole table; inversions for encoding are shared by a block of elements.
 */
final class ScalarEngine extends BlockEngine {

    /** Below this many elements it finds its own roots. */
    private static final int FEW = 16;

    private final @Nullable RootFinder finder;

    ScalarEngine() {
        this(null);
    }

    /**
     * @param finder proposes the square roots that sums need
     */
    ScalarEngine(@Nullable RootFinder finder) {
        super(Suite.RISTRETTO255_SHA512, "scalar");
        this.finder = finder;
    }

    @Override
    Block block(int count) {
        return new RistrettoBlock(count);
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        byte[] roots = null;
        if (finder != null && count >= FEW) {
            roots = new byte[32 * count];
            finder.find(in, inAt, count, roots);
        }
        return new RistrettoSum(count).combine(c, in, inAt, roots, out, outAt);
    }
}
