package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A bundle of entries (C2SP tlog-tiles v0.1.0): each a big-endian uint16 length and its bytes. */
final class EntryBundle {

    private EntryBundle() {}

    static byte[] encode(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /**
     * @throws LogVerificationException unless it holds exactly that many entries and nothing else
     */
    static List<byte[]> decode(byte[] bundle, int count) throws LogVerificationException {
        List<byte[]> entries = decode(bundle);
        if (entries.size() != count) {
            throw new LogVerificationException(
                    "a bundle of " + entries.size() + " entries where " + count + " are expected");
        }
        return entries;
    }

    /** All entries of a bundle, however many. */
    static List<byte[]> decode(byte[] bundle) throws LogVerificationException {
        ByteBuffer buffer = ByteBuffer.wrap(bundle);
        List<byte[]> entries = new ArrayList<>();
        try {
            while (buffer.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(buffer.getShort())];
                buffer.get(entry);
                entries.add(entry);
            }
        } catch (BufferUnderflowException e) {
            throw new LogVerificationException("a bundle ends within an entry", e);
        }
        return entries;
    }
}
