package nl.sluitend.reconciliation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.psi.Octets;

/**
 * One part of message 7 on the wire: {@code LP(header as compact JWS) LP(records)}.
 *
 * @param jws signed header
 * @param records of one pupil after the other; personal
 */
record FieldsFrame(String jws, Octets records) {

    byte[] encode() {
        return LengthPrefixed.of(jws.getBytes(StandardCharsets.US_ASCII), records.toByteArray());
    }

    static FieldsFrame decode(byte[] frame) throws InvalidMessageException {
        List<byte[]> parts = EvaluatedFrame.parts(frame, 2);
        return new FieldsFrame(
                new String(parts.get(0), StandardCharsets.US_ASCII), Octets.of(parts.get(1)));
    }

    @Override
    public String toString() {
        return "FieldsFrame[masked]";
    }
}
