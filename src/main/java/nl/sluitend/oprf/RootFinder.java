package nl.sluitend.oprf;

/**
 * Finds what is dear to find and cheap to check: the square roots that decoding needs. Whoever uses
 * them squares each, and finds its own where one does not fit, so that a wrong one costs time and
 * nothing else. For public elements alone.
 */
interface RootFinder {

    /**
     * Puts 1 / sqrt(v * u2^2) of RFC 9496 section 4.3.1, of either sign, for each element at its
     * place in {@code roots}, 32 bytes each; leaves out what it cannot find.
     *
     * @param roots zeros
     */
    void find(byte[] in, int inAt, int count, byte[] roots);
}
