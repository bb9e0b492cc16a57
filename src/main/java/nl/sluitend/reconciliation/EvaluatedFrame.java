package nl.sluitend.reconciliation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.psi.Octets;

/**
 * Message 4 on the wire: {@code LP(header as compact JWS) LP(points) LP(proof)}.
 *
 * @param jws signed header
 */
record EvaluatedFrame(String jws, Octets points, Octets proof) {

    byte[] encode() {
        return LengthPrefixed.of(
                jws.getBytes(StandardCharsets.US_ASCII), points.toByteArray(), proof.toByteArray());
    }

    static EvaluatedFrame decode(byte[] frame) throws InvalidMessageException {
        List<byte[]> parts = parts(frame, 3);
        return new EvaluatedFrame(
                new String(parts.get(0), StandardCharsets.US_ASCII),
                Octets.of(parts.get(1)),
                Octets.of(parts.get(2)));
    }

    /** Exactly this many strings of octets, each with its length before it. */
    static List<byte[]> parts(byte[] frame, int count) throws InvalidMessageException {
        ByteBuffer rest = ByteBuffer.wrap(frame);
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(rest));
        }
        if (rest.hasRemaining()) {
            throw new InvalidMessageException("a frame of this kind has " + count + " parts");
        }
        return parts;
    }

    private static byte[] part(ByteBuffer rest) throws InvalidMessageException {
        if (rest.remaining() < 4) {
            throw new InvalidMessageException("each part of a frame has four octets of length");
        }
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining()) {
            throw new InvalidMessageException("a part of the frame is shorter than it says");
        }
        var part = new byte[length];
        rest.get(part);
        return part;
    }
}
