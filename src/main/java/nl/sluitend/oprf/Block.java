package nl.sluitend.oprf;

/**
 * The working memory of one call of a {@link BlockEngine}: some elements whose encodings share one
 * inversion. One thread at a time.
 */
interface Block {

    /** How many elements fit. */
    int size();

    /** Reads element i; whether it is a canonical encoding of one other than the identity. */
    boolean decode(int i, byte[] in, int at);

    /** Makes element i from uniform bytes. */
    void map(int i, byte[] uniform, int at);

    /** Sets the scalar of the next multiplications. */
    void multiplier(Scalar k);

    /** Multiplies element i, in whatever form {@link #encodeProducts} takes. */
    void multiply(int i);

    /** Encodes the first n elements, all of them multiplied. */
    void encodeProducts(int n, byte[] out, int at);

    /** Encodes element 0, not multiplied. */
    void encodeFirst(byte[] out, int at);

    /** Clears elements, tables and digits. */
    void wipe();
}
