package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The opening of one salted digest in a leaf: a disclosure of SD-JWT (RFC 9901 section 4.2.1), the
 * base64url text of {@code [salt, name, value]}.
 *
 * @param salt base64url of 32 random bytes, drawn for this digest alone
 * @param name the member
 * @param value the value
 * @param encoded the text over which the digest runs
 */
public record Opening(String salt, String name, Object value, String encoded) {

    /** Length of a salt, in bytes. */
    static final int SALT_LENGTH = 32;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    static Opening seal(PersonalMember member, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return seal(member, salt);
    }

    /**
     * @param salt {@value #SALT_LENGTH} random bytes that nothing else is sealed with
     */
    static Opening seal(PersonalMember member, byte[] salt) {
        String saltText = BASE64URL.encodeToString(salt);
        byte[] json = LeafJson.canonical(List.of(saltText, member.name(), member.value()));
        return new Opening(saltText, member.name(), member.value(), BASE64URL.encodeToString(json));
    }

    /** Reads an opening from its encoded text, whoever made it. */
    public static Opening parse(String encoded) throws LogVerificationException {
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException("an opening is base64url");
        }
        List<?> parts = LeafJson.read(json, List.class);
        if (parts.size() == 3
                && parts.get(0) instanceof String salt
                && parts.get(1) instanceof String name) {
            return new Opening(salt, name, parts.get(2), encoded);
        }
        throw new LogVerificationException("an opening is an array of salt, name and value");
    }

    /** base64url(SHA-256(ASCII(encoded))), the form in which it stands in {@code _sd}. */
    public String digest() {
        return BASE64URL.encodeToString(
                MerkleTree.sha256().digest(encoded.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "Opening[" + name + "=***]";
    }
}
