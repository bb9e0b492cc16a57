package nl.sluitend.oprf;

/** The engine of each suite. */
final class Engines {

    private static final Engine RISTRETTO = new ScalarEngine();
    private static final Engine P256 = new P256Engine();

    private Engines() {}

    static Engine of(Suite suite) {
        return switch (suite) {
            case RISTRETTO255_SHA512 -> RISTRETTO;
            case P256_SHA256 -> P256;
        };
    }
}
