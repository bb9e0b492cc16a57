package nl.sluitend.disclosure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures under it (C2SP signed-note v1.0.0). The text must not be used before
 * {@link #open} has said that a trusted key signed it.
 *
 * @param text the signed text, its last newline included
 * @param signatures at least one, in the order of the note
 */
public record SignedNote(String text, List<Signature> signatures) {

    /** More signatures than this are refused; the specification asks for at least 16. */
    public static final int MAX_SIGNATURES = 64;

    /** Longer notes are refused unread. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String SIGNATURE_PREFIX = "— ";

    /**
     * One signature line.
     *
     * @param name the key name
     * @param keyId 4 bytes
     * @param bytes the signature proper
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Signature(String name, byte[] keyId, byte[] bytes) {

        private static Signature parse(String line) throws LogVerificationException {
            if (!line.startsWith(SIGNATURE_PREFIX)) {
                throw new LogVerificationException(
                        "a signature line starts with an em dash and a space");
            }
            String[] parts = line.substring(SIGNATURE_PREFIX.length()).split(" ", -1);
            if (parts.length != 2 || !VerifierKey.isName(parts[0])) {
                throw new LogVerificationException(
                        "a signature line holds a key name and a signature");
            }
            byte[] payload = decodeBase64(parts[1], "a signature");
            if (payload.length <= 4) {
                throw new LogVerificationException("a signature is longer than its key id");
            }
            return new Signature(
                    parts[0],
                    Arrays.copyOf(payload, 4),
                    Arrays.copyOfRange(payload, 4, payload.length));
        }

        /** The line as it stands in a note, its newline included. */
        public String line() {
            byte[] payload = ByteBuffer.allocate(4 + bytes.length).put(keyId).put(bytes).array();
            return SIGNATURE_PREFIX
                    + name
                    + " "
                    + Base64.getEncoder().encodeToString(payload)
                    + "\n";
        }

        boolean isBy(VerifierKey key) {
            return name.equals(key.name()) && Arrays.equals(keyId, key.keyId());
        }
    }

    public SignedNote {
        if (!text.endsWith("\n") || signatures.isEmpty()) {
            throw new IllegalArgumentException("a note ends in a newline and has a signature");
        }
        signatures = List.copyOf(signatures);
    }

    /** Reads a note without judging its signatures. */
    public static SignedNote parse(byte[] note) throws LogVerificationException {
        if (note.length > MAX_BYTES) {
            throw new LogVerificationException("a note of " + note.length + " bytes is too long");
        }
        String all = decodeUtf8(note);
        if (all.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new LogVerificationException("a note holds no control characters");
        }
        int split = all.lastIndexOf("\n\n");
        if (split < 0 || !all.endsWith("\n") || split + 2 == all.length()) {
            throw new LogVerificationException("a note is text, an empty line and signature lines");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : all.substring(split + 2, all.length() - 1).split("\n", -1)) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw new LogVerificationException("more than " + MAX_SIGNATURES + " signatures");
            }
            signatures.add(Signature.parse(line));
        }
        return new SignedNote(all.substring(0, split + 1), signatures);
    }

    /** Reads a note without judging its signatures. */
    public static SignedNote parse(String note) throws LogVerificationException {
        return parse(note.getBytes(StandardCharsets.UTF_8));
    }

    /** What opening a note with a trusted key gave. */
    public sealed interface Opened {

        /**
         * The key signed the note.
         *
         * @param note with a text that may now be used
         */
        record Trusted(SignedNote note) implements Opened {}

        /**
         * The note is malformed, not signed by that key, or wrongly signed.
         *
         * @param reason in words
         */
        record Refused(String reason) implements Opened {}
    }

    /**
     * Opens a note with the key of its log. Signatures of other keys are ignored; each signature of
     * this key must verify and there must be one.
     */
    public static Opened open(VerifierKey key, String note) {
        try {
            SignedNote parsed = parse(note);
            byte[] message = parsed.text.getBytes(StandardCharsets.UTF_8);
            List<Signature> own =
                    parsed.signatures.stream().filter(signature -> signature.isBy(key)).toList();
            if (own.isEmpty()) {
                return new Opened.Refused("not signed by " + key.vkey());
            }
            if (!own.stream().allMatch(signature -> key.verifies(message, signature.bytes()))) {
                return new Opened.Refused("the signature of " + key.name() + " does not verify");
            }
            return new Opened.Trusted(parsed);
        } catch (LogVerificationException e) {
            return new Opened.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** The whole note. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** Decodes standard base64 and refuses every spelling but the canonical one. */
    static byte[] decodeBase64(String text, String what) throws LogVerificationException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                throw new LogVerificationException(what + " is not canonical base64");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException(what + " is not base64", e);
        }
    }

    private static String decodeUtf8(byte[] bytes) throws LogVerificationException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new LogVerificationException("a note is UTF-8", e);
        }
    }
}
