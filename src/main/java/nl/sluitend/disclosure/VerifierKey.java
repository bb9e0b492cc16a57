package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public key of a log or a witness with the name under which it signs: a C2SP verifier key
 * ("vkey", signed-note v1.0.0) for Ed25519.
 *
 * @param name the key name; for a log its origin
 * @param type what it signs
 * @param publicKey 32 bytes, RFC 8032 encoding
 */
@SuppressWarnings("ArrayRecordComponent")
public record VerifierKey(String name, SignatureType type, byte[] publicKey) {

    private static final int KEY_LENGTH = 32;
    private static final int KEY_ID_LENGTH = 4;

    /** Signature types of signed-note; the byte enters the key id. */
    public enum SignatureType {
        /** A log's own signature over the note text. */
        ED25519(1),
        /** A witness' timestamped cosignature (tlog-cosignature). */
        ED25519_COSIGNATURE(4);

        private final byte identifier;

        SignatureType(int identifier) {
            this.identifier = (byte) identifier;
        }
    }

    /**
     * @throws IllegalArgumentException if the name is empty or holds a space, plus or control
     *     character, or the key is not 32 bytes long
     */
    public VerifierKey {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a key name has no spaces, no plus and is not empty");
        }
        if (publicKey.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "an Ed25519 public key is 32 bytes, not " + publicKey.length);
        }
        publicKey = publicKey.clone();
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(
                                c ->
                                        c == '+'
                                                || c < ' '
                                                || Character.isSpaceChar(c)
                                                || Character.isWhitespace(c));
    }

    /** Reads {@code name+hex key id+base64(type || key)}; the key id must be that of the key. */
    public static VerifierKey parse(String vkey) throws LogVerificationException {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new LogVerificationException("a verifier key has the form name+keyid+key");
        }
        byte[] material;
        try {
            material = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException("the key of a verifier key is base64", e);
        }
        if (material.length != 1 + KEY_LENGTH || !isName(parts[0])) {
            throw new LogVerificationException("not an Ed25519 verifier key");
        }
        SignatureType type =
                Arrays.stream(SignatureType.values())
                        .filter(known -> known.identifier == material[0])
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new LogVerificationException(
                                                "unknown signature type " + material[0]));
        VerifierKey key =
                new VerifierKey(parts[0], type, Arrays.copyOfRange(material, 1, material.length));
        if (!HexFormat.of().formatHex(key.keyId()).equals(parts[1])) {
            throw new LogVerificationException(
                    "the key id " + parts[1] + " is not that of the key");
        }
        return key;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** First four bytes of SHA-256(name || 0x0A || type || public key). */
    public byte[] keyId() {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        input.write('\n');
        input.write(type.identifier);
        input.writeBytes(publicKey);
        return Arrays.copyOf(MerkleTree.sha256().digest(input.toByteArray()), KEY_ID_LENGTH);
    }

    /** The key as text, the form in which it is published. */
    public String vkey() {
        byte[] material = new byte[1 + KEY_LENGTH];
        material[0] = type.identifier;
        System.arraycopy(publicKey, 0, material, 1, KEY_LENGTH);
        return name
                + "+"
                + HexFormat.of().formatHex(keyId())
                + "+"
                + Base64.getEncoder().encodeToString(material);
    }

    /** Whether this key made the signature over the message. */
    boolean verifies(byte[] message, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && vkey().equals(that.vkey());
    }

    @Override
    public int hashCode() {
        return vkey().hashCode();
    }

    @Override
    public String toString() {
        return vkey();
    }
}
