package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class DrawnOctetsTest {

    /** Gives the octets 0, 1, 2 … and never one again. */
    private static final class Counting extends SecureRandom {

        private static final long serialVersionUID = 1;

        private int drawn;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (drawn++ >> 8);
            }
        }
    }

    @Test
    void eachOctetIsGivenOnceAndInOrderWhateverIsAskedFor() {
        DrawnOctets octets = new DrawnOctets(new Counting());
        int last = 0;
        int wraps = 0;
        for (int i = 0; i < 4_000; i++) {
            for (byte octet : octets.next(i % 2 == 0 ? 32 : 12)) {
                int value = Byte.toUnsignedInt(octet);
                if (value < last) {
                    wraps++;
                }
                last = value;
            }
        }
        // The values begin again after 65,536 octets; 88,000 are asked for.
        assertThat(wraps).isEqualTo(1);
    }
}
