package nl.sluitend.reconciliation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        ByteBuffer rest = ByteBuffer.wrap(frame);
        byte[] header = part(rest);
        byte[] points = part(rest);
        byte[] proof = part(rest);
        if (rest.hasRemaining()) {
            throw new InvalidMessageException("a frame has three parts");
        }
        return new EvaluatedFrame(
                new String(header, StandardCharsets.US_ASCII), Octets.of(points), Octets.of(proof));
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
