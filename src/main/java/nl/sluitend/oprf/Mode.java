package nl.sluitend.oprf;

import java.nio.charset.StandardCharsets;

/** The modes of RFC 9497 section 3.1 that we use. */
public enum Mode {
    /** 0x00: no proof. */
    OPRF(0),
    /** 0x01: with a proof that one key evaluated every element. */
    VOPRF(1);

    private final int number;

    Mode(int number) {
        this.number = number;
    }

    /**
     * {@code CreateContextString} of RFC 9497 section 3.1: {@code "OPRFV1-" || I2OSP(mode, 1) ||
     * "-" || identifier}.
     */
    public byte[] contextString(Suite suite) {
        String text = "OPRFV1-" + (char) number + "-" + suite.identifier();
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
