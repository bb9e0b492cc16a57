package nl.sluitend.oprf;

/**
 * ristretto255 in plain Java on 64-bit limbs, one element at a time: for machines and JVMs without
 * vectors, for cold starts and for small requests. Fixed windows of four signed bits with a masked
 * scan of the whole table; inversions for encoding are shared by a block of elements.
 */
final class ScalarEngine implements Engine {

    @Override
    public Suite suite() {
        return Suite.RISTRETTO255_SHA512;
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        RistrettoBlock block = new RistrettoBlock(count);
        try {
            block.multiplier(k);
            return decodeAndMultiply(block, null, 0, in, inAt, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        RistrettoBlock block = new RistrettoBlock(count);
        try {
            return decodeAndMultiply(block, k, kAt, in, inAt, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    private static int decodeAndMultiply(
            RistrettoBlock block,
            Scalar @org.jspecify.annotations.Nullable [] k,
            int kAt,
            byte[] in,
            int inAt,
            byte[] out,
            int outAt,
            int count) {
        for (int done = 0; done < count; done += block.size()) {
            int n = Math.min(block.size(), count - done);
            for (int i = 0; i < n; i++) {
                if (!block.decode(i, in, inAt + 32 * (done + i))) {
                    return done + i;
                }
                if (k != null) {
                    block.multiplier(k[kAt + done + i]);
                }
                block.multiplyHalf(i);
            }
            block.doubleAndEncode(n, out, outAt + 32 * done);
        }
        return VALID;
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        RistrettoBlock block = new RistrettoBlock(count);
        try {
            block.multiplier(k);
            mapAndMultiply(block, null, 0, uniform, at, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        RistrettoBlock block = new RistrettoBlock(count);
        try {
            mapAndMultiply(block, k, kAt, uniform, at, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    private static void mapAndMultiply(
            RistrettoBlock block,
            Scalar @org.jspecify.annotations.Nullable [] k,
            int kAt,
            byte[] uniform,
            int at,
            byte[] out,
            int outAt,
            int count) {
        for (int done = 0; done < count; done += block.size()) {
            int n = Math.min(block.size(), count - done);
            for (int i = 0; i < n; i++) {
                block.map(i, uniform, at + 64 * (done + i));
                if (k != null) {
                    block.multiplier(k[kAt + done + i]);
                }
                block.multiplyHalf(i);
            }
            block.doubleAndEncode(n, out, outAt + 32 * done);
        }
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        RistrettoBlock block = new RistrettoBlock(1);
        try {
            for (int i = 0; i < count; i++) {
                block.map(0, uniform, at + 64 * i);
                block.encode(0, out, outAt + 32 * i);
            }
        } finally {
            block.wipe();
        }
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        RistrettoBlock block = new RistrettoBlock(1);
        for (int i = 0; i < count; i++) {
            if (!block.decode(0, in, inAt + 32 * i)) {
                return i;
            }
        }
        return VALID;
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        return new RistrettoSum(count).combine(c, in, inAt, out, outAt);
    }
}
