package nl.sluitend.oprf;

/**
 * Multiplies as many elements as it is told, batch by batch, with every engine of ristretto255; see
 * {@link StreamingMemoryIT}.
 */
final class StreamingMain {

    private static final int BATCH = 8192;

    private StreamingMain() {}

    public static void main(String[] args) throws InvalidElementException {
        int count = Integer.parseInt(args[0]);
        for (Engine engine : Engines.runnable(Suite.RISTRETTO255_SHA512)) {
            // The engine that is the slower one does a tenth.
            run(new PooledEngine(engine), engine instanceof ScalarEngine ? count / 10 : count);
        }
        System.out.println("done");
    }

    private static void run(Engine engine, int count) throws InvalidElementException {
        Scalar k = TestEngines.scalar(engine.suite(), 1_000_003);
        byte[] uniform = new byte[64 * BATCH];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = (byte) (i * 167 + (i >>> 8) * 59);
        }
        byte[] elements = new byte[32 * BATCH];
        engine.map(uniform, 0, elements, 0, BATCH);
        for (int done = 0; done < count; done += BATCH) {
            if (engine.multiply(k, elements, 0, elements, 0, BATCH) != Engine.VALID) {
                throw new InvalidElementException(0);
            }
        }
    }
}
