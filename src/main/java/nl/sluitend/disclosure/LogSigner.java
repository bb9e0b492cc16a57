package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs the checkpoints of one log with the node's Ed25519 log key. The key is never printed. */
final class LogSigner {

    private final Ed25519PrivateKeyParameters key;
    private final VerifierKey verifierKey;

    /**
     * @param seed 32 bytes, the private key of RFC 8032
     * @param origin the name of the log, which is the name of its key
     */
    LogSigner(byte[] seed, String origin) {
        this.key = new Ed25519PrivateKeyParameters(seed);
        this.verifierKey =
                new VerifierKey(
                        origin,
                        VerifierKey.SignatureType.ED25519,
                        key.generatePublicKey().getEncoded());
    }

    VerifierKey verifierKey() {
        return verifierKey;
    }

    SignedCheckpoint sign(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(verifierKey.name())) {
            throw new IllegalArgumentException("this key signs for " + verifierKey.name());
        }
        return new SignedCheckpoint(checkpoint, note(checkpoint.text()));
    }

    /** The signed note of a statement about the log. */
    String sign(LogStatement statement) {
        if (!statement.origin().equals(verifierKey.name())) {
            throw new IllegalArgumentException("this key signs for " + verifierKey.name());
        }
        return note(statement.text());
    }

    private String note(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        var signature =
                new SignedNote.Signature(
                        verifierKey.name(), verifierKey.keyId(), signer.generateSignature());
        return new SignedNote(text, List.of(signature)).toString();
    }

    @Override
    public String toString() {
        return "LogSigner[" + verifierKey + "]";
    }
}
