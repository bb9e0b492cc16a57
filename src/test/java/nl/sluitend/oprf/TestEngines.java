package nl.sluitend.oprf;

import java.util.List;

/** Every engine that this machine can run. */
final class TestEngines {

    private TestEngines() {}

    static List<Engine> ristretto() {
        return Engines.runnable(Suite.RISTRETTO255_SHA512);
    }

    static List<Engine> p256() {
        return Engines.runnable(Suite.P256_SHA256);
    }

    static List<Engine> all() {
        return java.util.stream.Stream.concat(ristretto().stream(), p256().stream()).toList();
    }

    /** A scalar from 64 little-endian bytes or fewer. */
    static Scalar scalar(Suite suite, long value) {
        byte[] wide = new byte[64];
        Words.littleEndian(wide, 0, value);
        return Scalar.reduce(suite, wide);
    }
}
