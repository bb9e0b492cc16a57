package nl.sluitend.disclosure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A witness' statement that at a moment it saw a checkpoint, and that the checkpoint was consistent
 * with all that it had seen of that log before (C2SP tlog-cosignature v1, Ed25519, type 0x04).
 */
public final class Cosignature {

    private static final String HEADER = "cosignature/v1\ntime ";
    private static final int SIGNATURE_LENGTH = 64;

    private Cosignature() {}

    /**
     * Cosigns a checkpoint. The caller has checked and remembered it before.
     *
     * @param seed the witness' Ed25519 seed, 32 bytes
     * @param witness the witness' key name
     * @param time of the cosignature, in whole seconds
     * @return the line to be added to the note
     */
    static SignedNote.Signature sign(
            byte[] seed, String witness, Instant time, Checkpoint checkpoint) {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed);
        VerifierKey verifierKey =
                new VerifierKey(
                        witness,
                        VerifierKey.SignatureType.ED25519_COSIGNATURE,
                        key.generatePublicKey().getEncoded());
        byte[] message = message(time.getEpochSecond(), checkpoint.text());
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        byte[] payload =
                ByteBuffer.allocate(Long.BYTES + SIGNATURE_LENGTH)
                        .putLong(time.getEpochSecond())
                        .put(signer.generateSignature())
                        .array();
        return new SignedNote.Signature(witness, verifierKey.keyId(), payload);
    }

    /**
     * When the witness with that key saw the checkpoint of the note.
     *
     * @return empty if the note has no cosignature of that key
     * @throws LogVerificationException if it has one that does not verify
     */
    public static Optional<Instant> verify(VerifierKey witness, SignedNote note)
            throws LogVerificationException {
        if (witness.type() != VerifierKey.SignatureType.ED25519_COSIGNATURE) {
            throw new IllegalArgumentException("not the key of a witness");
        }
        Optional<SignedNote.Signature> line =
                note.signatures().stream().filter(signature -> signature.isBy(witness)).findFirst();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        byte[] payload = line.get().bytes();
        if (payload.length != Long.BYTES + SIGNATURE_LENGTH) {
            throw new LogVerificationException("a cosignature is a time and 64 bytes");
        }
        long time = ByteBuffer.wrap(payload).getLong();
        byte[] signature = Arrays.copyOfRange(payload, Long.BYTES, payload.length);
        if (time < 0
                || time > Instant.MAX.getEpochSecond()
                || !witness.verifies(message(time, note.text()), signature)) {
            throw new LogVerificationException(
                    "the cosignature of " + witness.name() + " does not verify");
        }
        return Optional.of(Instant.ofEpochSecond(time));
    }

    private static byte[] message(long time, String text) {
        return (HEADER + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
