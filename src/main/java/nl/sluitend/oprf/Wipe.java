package nl.sluitend.oprf;

import java.util.Arrays;

/**
 * Overwrites secrets after use. The collector may have copied an array before: this shortens the
 * time that a secret lies in memory, it does not promise that no copy is left.
 */
final class Wipe {

    private Wipe() {}

    static void clear(long[]... secrets) {
        for (long[] secret : secrets) {
            Arrays.fill(secret, 0);
        }
    }

    static void clear(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
