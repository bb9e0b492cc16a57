package nl.sluitend.psi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over length-prefixed fields: two different lists of fields never give the same input. */
final class Hashes {

    private final MessageDigest digest;

    private Hashes(String algorithm) {
        try {
            this.digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    static Hashes sha256() {
        return new Hashes("SHA-256");
    }

    static Hashes sha512() {
        return new Hashes("SHA-512");
    }

    /** SHA-256 of the octets as they are, without a prefix. */
    static Octets plain(byte[] bytes) {
        return Octets.of(sha256().digest.digest(bytes));
    }

    Hashes lp(byte[] field) {
        return lp(field, 0, field.length);
    }

    Hashes lp(byte[] bytes, int offset, int length) {
        digest.update(ByteBuffer.allocate(4).putInt(length).array());
        digest.update(bytes, offset, length);
        return this;
    }

    Hashes lp(Octets field) {
        return lp(field.toByteArray());
    }

    Hashes lp(String field) {
        return lp(field.getBytes(StandardCharsets.UTF_8));
    }

    /** An integer enters as four octets, big-endian. */
    Hashes lp(int number) {
        return lp(integer(number));
    }

    static byte[] integer(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    Hashes raw(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    Octets end() {
        return Octets.of(digest.digest());
    }
}
