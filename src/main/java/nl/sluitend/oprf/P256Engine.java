package nl.sluitend.oprf;

/**
 * P-256 in plain Java on 52-bit limbs, one element at a time. Bouncy Castle 1.83 has neither a
 * constant-time multiplier nor hashing to the curve, and keeps scalars in {@code BigInteger}; this
 * engine has neither fault, and Bouncy Castle is what the tests compare it with (docs/adr/0004).
 */
final class P256Engine implements Engine {

    @Override
    public Suite suite() {
        return Suite.P256_SHA256;
    }

    @Override
    public String name() {
        return "p256";
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        P256Block block = new P256Block(count);
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
        P256Block block = new P256Block(count);
        try {
            return decodeAndMultiply(block, k, kAt, in, inAt, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    private static int decodeAndMultiply(
            P256Block block,
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
                if (!block.decode(i, in, inAt + 33 * (done + i))) {
                    return done + i;
                }
                if (k != null) {
                    block.multiplier(k[kAt + done + i]);
                }
                block.multiply(i);
            }
            block.encode(n, out, outAt + 33 * done);
        }
        return VALID;
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        P256Block block = new P256Block(count);
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
        P256Block block = new P256Block(count);
        try {
            mapAndMultiply(block, k, kAt, uniform, at, out, outAt, count);
        } finally {
            block.wipe();
        }
    }

    private static void mapAndMultiply(
            P256Block block,
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
                block.map(i, uniform, at + 96 * (done + i));
                if (k != null) {
                    block.multiplier(k[kAt + done + i]);
                }
                block.multiply(i);
            }
            block.encode(n, out, outAt + 33 * done);
        }
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        P256Block block = new P256Block(1);
        try {
            for (int i = 0; i < count; i++) {
                block.map(0, uniform, at + 96 * i);
                block.encode(1, out, outAt + 33 * i);
            }
        } finally {
            block.wipe();
        }
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        P256Block block = new P256Block(1);
        for (int i = 0; i < count; i++) {
            if (!block.decode(0, in, inAt + 33 * i)) {
                return i;
            }
        }
        return VALID;
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        return new P256Sum(count).combine(c, in, inAt, out, outAt);
    }
}
