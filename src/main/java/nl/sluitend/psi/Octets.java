package nl.sluitend.psi;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An immutable string of octets: a digest, a salt, one group element or one proof. Never holds a
 * secret: it prints itself.
 */
public final class Octets implements Comparable<Octets> {

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /** No octets at all, such as the proof of an empty chunk. */
    public static Octets empty() {
        return new Octets(new byte[0]);
    }

    /**
     * Reads base64url.
     *
     * @param text base64url without padding (RFC 4648 section 5)
     * @throws IllegalArgumentException if the text is anything else, padding and stray final bits
     *     included
     */
    public static Octets ofBase64Url(String text) {
        var decoded = new Octets(Base64.getUrlDecoder().decode(text));
        if (!decoded.base64Url().equals(text)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return decoded;
    }

    /**
     * Reads hexadecimal.
     *
     * @throws IllegalArgumentException if the text is not lower-case hexadecimal
     */
    public static Octets ofHex(String text) {
        var decoded = new Octets(HexFormat.of().parseHex(text));
        if (!decoded.hex().equals(text)) {
            throw new IllegalArgumentException("not lower-case hexadecimal");
        }
        return decoded;
    }

    /** A copy of the octets. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Number of octets. */
    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The first {@code length} octets. */
    public Octets first(int length) {
        return new Octets(Arrays.copyOf(bytes, length));
    }

    /** Lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Base64url without padding, as in every message. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As unsigned octets, the shorter of two with the same beginning first. */
    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && MessageDigest.isEqual(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
