package nl.sluitend.disclosure;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random octets, drawn from their source some thousands at a time: the source is shared by all
 * threads and locks at every call. Gives each octet once. One thread at a time.
 */
final class DrawnOctets {

    private static final int DRAWN = 4096;

    private final SecureRandom source;
    private final byte[] octets = new byte[DRAWN];
    private int given = DRAWN;

    DrawnOctets(SecureRandom source) {
        this.source = source;
    }

    /**
     * @param length at most {@value #DRAWN}
     */
    byte[] next(int length) {
        if (given + length > DRAWN) {
            source.nextBytes(octets);
            given = 0;
        }
        byte[] next = Arrays.copyOfRange(octets, given, given + length);
        given += length;
        return next;
    }
}
