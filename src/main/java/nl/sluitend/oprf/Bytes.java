package nl.sluitend.oprf;

/** Byte strings as the RFCs join them. */
final class Bytes {

    private Bytes() {}

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    /** I2OSP(value, 2), RFC 8017 section 4.1. */
    static byte[] twoBytes(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("at most 65,535 fits in two bytes, not " + value);
        }
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    /** I2OSP(len(part), 2) || part, for each part. */
    static byte[] withLengths(byte[]... parts) {
        byte[][] all = new byte[2 * parts.length][];
        for (int i = 0; i < parts.length; i++) {
            all[2 * i] = twoBytes(parts[i].length);
            all[2 * i + 1] = parts[i];
        }
        return join(all);
    }
}
