package nl.sluitend.oprf;

/**
 * Batches of group operations of one suite. Elements lie one after the other in flat arrays that
 * the caller owns, {@link Suite#elementLength()} bytes each; input and output may be the same
 * place. Nothing is allocated per element. Every engine of a suite gives the same bytes. Thread
 * safe.
 *
 * <p>Time and memory addresses do not depend on scalars, mapped inputs or products, except in
 * {@link #combine}, which is for public values alone. They may depend on whether an encoding is
 * valid.
 */
public interface Engine {

    /** What an operation returns when every element was valid. */
    int VALID = -1;

    Suite suite();

    /** A short name for logs, health and benchmarks, such as {@code scalar}. */
    String name();

    /**
     * out[i] = k * in[i] for each of {@code count} elements.
     *
     * @return {@link #VALID}, or the position of the first element that is not the canonical
     *     encoding of an element other than the identity; the output is then unspecified
     */
    int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count);

    /**
     * As {@link #multiply} with a scalar of its own for each element: out[i] = k[kAt + i] * in[i].
     */
    int multiplyEach(Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count);

    /**
     * out[i] = k * M(uniform[i]), M being the suite's map of {@link Suite#uniformLength()} bytes to
     * an element: RFC 9496 section 4.3.4, or RFC 9380 section 3 after {@code expand_message}.
     */
    void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count);

    /** As {@link #multiplyMapped} with a scalar of its own for each element. */
    void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count);

    /** out[i] = M(uniform[i]). */
    void map(byte[] uniform, int at, byte[] out, int outAt, int count);

    /** As {@link #multiply} without multiplying: only tells whether the elements are valid. */
    int check(byte[] in, int inAt, int count);

    /**
     * out = the sum of c[i] * in[i], in variable time: for public coefficients and elements alone.
     * The identity is written as zero bytes, which no function takes as an element.
     *
     * @param c coefficients below the group order, four longs each, least significant first
     * @return as {@link #multiply}
     */
    int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt);

    /**
     * Puts the weights of some pairs of a proof, four limbs each, at their places in {@code out}.
     * Public values alone.
     */
    default void weights(Weights weights, int from, int count, long[] out) {
        weights.compute(from, count, out);
    }
}
