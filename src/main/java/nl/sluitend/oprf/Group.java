package nl.sluitend.oprf;

import java.security.SecureRandom;
import java.util.List;

/**
 * The prime-order group of a suite (RFC 9497 section 2.1): the door to this package. Elements are
 * encodings, lists of elements one flat array of {@link Suite#elementLength()} bytes each, in
 * order. Thread safe.
 */
public final class Group {

    private static final int UNIFORM_BLOCK = 4096;
    private static final int WIDE = 64;

    private final Engine engine;
    private final Suite suite;
    private final byte[] generator;

    private Group(Engine engine) {
        this.engine = engine;
        this.suite = engine.suite();
        this.generator = Generators.of(suite);
    }

    /** The group on the engine that was chosen for the suite. */
    public static Group of(Suite suite) {
        return of(Engines.of(suite));
    }

    /** The group on that very engine. */
    public static Group of(Engine engine) {
        return new Group(engine);
    }

    public Suite suite() {
        return suite;
    }

    /** What does the arithmetic. */
    public Engine engine() {
        return engine;
    }

    /** The encoded generator, the base of {@link #multiplyBase}; a fresh copy. */
    public byte[] generator() {
        return generator.clone();
    }

    /** {@code RandomScalar}, RFC 9497 section 2.1: never zero; 64 random bytes reduced (4.7.2). */
    public Scalar randomScalar(SecureRandom random) {
        byte[] wide = new byte[WIDE];
        while (true) {
            random.nextBytes(wide);
            Scalar scalar = Scalar.reduce(suite, wide);
            Wipe.clear(wide);
            if (!scalar.isZero()) {
                return scalar;
            }
        }
    }

    /**
     * {@code HashToScalar}, RFC 9497 sections 4.1 and 4.3, with the whole DST given.
     *
     * @throws ArithmeticException for zero, which nobody can bring about
     */
    public Scalar hashToScalar(byte[] input, byte[] dst) {
        return new ScalarHash(suite, dst).hash(input);
    }

    /**
     * {@code HashToGroup}, RFC 9497 sections 4.1 and 4.3, DST {@code "HashToGroup-" ||
     * contextString}.
     */
    public byte[] hashToGroup(Mode mode, byte[] input) {
        byte[] uniform = new byte[suite.uniformLength()];
        mapper(mode).expand(uniform, 0, input);
        byte[] element = new byte[suite.elementLength()];
        engine.map(uniform, 0, element, 0, 1);
        Wipe.clear(uniform);
        return element;
    }

    /** k times {@link #hashToGroup} of each input, flat and in order. */
    public byte[] hashMultiply(Scalar k, Mode mode, List<byte[]> inputs) {
        requireUsable(k);
        ExpandMessage mapper = mapper(mode);
        int length = suite.uniformLength();
        byte[] out = new byte[Math.multiplyExact(inputs.size(), suite.elementLength())];
        byte[] uniform = new byte[Math.min(inputs.size(), UNIFORM_BLOCK) * length];
        int done = 0;
        while (done < inputs.size()) {
            int n = Math.min(UNIFORM_BLOCK, inputs.size() - done);
            for (int i = 0; i < n; i++) {
                mapper.expand(uniform, i * length, inputs.get(done + i));
            }
            engine.multiplyMapped(k, uniform, 0, out, done * suite.elementLength(), n);
            done += n;
        }
        Wipe.clear(uniform);
        return out;
    }

    /**
     * k times each element, in the same order.
     *
     * @throws InvalidElementException naming the first element that is not canonical or the
     *     identity
     */
    public byte[] multiply(Scalar k, byte[] elements) throws InvalidElementException {
        requireUsable(k);
        int count = count(elements);
        byte[] out = new byte[elements.length];
        requireValid(engine.multiply(k, elements, 0, out, 0, count));
        return out;
    }

    /**
     * Each element times the scalar at its position, in the same order.
     *
     * @throws InvalidElementException naming the first element that is not canonical or the
     *     identity
     */
    public byte[] multiplyEach(List<Scalar> k, byte[] elements) throws InvalidElementException {
        int count = count(elements);
        if (k.size() != count) {
            throw new IllegalArgumentException(
                    count + " elements need as many scalars, not " + k.size());
        }
        k.forEach(this::requireUsable);
        byte[] out = new byte[elements.length];
        requireValid(engine.multiplyEach(k.toArray(Scalar[]::new), 0, elements, 0, out, 0, count));
        return out;
    }

    /** {@code ScalarMultGen}: k times the generator. */
    public byte[] multiplyBase(Scalar k) {
        requireUsable(k);
        byte[] out = new byte[suite.elementLength()];
        engine.multiply(k, generator, 0, out, 0, 1);
        return out;
    }

    /**
     * Checks that all are canonical encodings of elements other than the identity ({@code
     * DeserializeElement}, RFC 9497 section 2.1).
     *
     * @throws InvalidElementException naming the first that is not
     */
    public void check(byte[] elements) throws InvalidElementException {
        requireValid(engine.check(elements, 0, count(elements)));
    }

    /**
     * How many elements the flat array holds.
     *
     * @throws IllegalArgumentException when its length is no multiple of {@link
     *     Suite#elementLength()}
     */
    int count(byte[] elements) {
        if (elements.length % suite.elementLength() != 0) {
            throw new IllegalArgumentException(
                    "elements have "
                            + suite.elementLength()
                            + " bytes each, "
                            + elements.length
                            + " is no multiple");
        }
        return elements.length / suite.elementLength();
    }

    private ExpandMessage mapper(Mode mode) {
        return new ExpandMessage(
                suite,
                Bytes.join(LengthPrefixed.utf8("HashToGroup-"), mode.contextString(suite)),
                suite.uniformLength());
    }

    private void requireUsable(Scalar k) {
        if (k.suite() != suite) {
            throw new IllegalArgumentException(
                    "a scalar of "
                            + k.suite().identifier()
                            + " does not fit "
                            + suite.identifier());
        }
        if (k.isZero()) {
            throw new IllegalArgumentException("a zero scalar is refused");
        }
    }

    private static void requireValid(int index) throws InvalidElementException {
        if (index != Engine.VALID) {
            throw new InvalidElementException(index);
        }
    }
}
