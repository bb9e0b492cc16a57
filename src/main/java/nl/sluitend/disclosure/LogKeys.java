package nl.sluitend.disclosure;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;

/** The keys under which logs are signed and verified. All logs of a node share one Ed25519 key. */
@Singleton
public final class LogKeys {

    private final KeyRing keyRing;

    LogKeys(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    /** The verifier key of one of our own logs. */
    public VerifierKey verifierKey(LogName log) {
        return of(log, keyRing.logPublicKey());
    }

    /** The verifier key of our own log as C2SP text. */
    public String vkey(LogName log) {
        return verifierKey(log).vkey();
    }

    /**
     * The verifier key of anyone's log.
     *
     * @param publicKey raw Ed25519 public key, 32 bytes, such as a convenant names for each party
     */
    public static VerifierKey of(LogName log, byte[] publicKey) {
        return new VerifierKey(log.origin(), VerifierKey.SignatureType.ED25519, publicKey);
    }

    /**
     * The key with which a party cosigns the logs of others: its log key, under another name and
     * type, so that a cosignature is never a signature under a log.
     *
     * @param publicKey raw Ed25519 public key, 32 bytes
     */
    public static VerifierKey witness(Oin party, byte[] publicKey) {
        return new VerifierKey(
                witnessName(party), VerifierKey.SignatureType.ED25519_COSIGNATURE, publicKey);
    }

    private static String witnessName(Oin party) {
        return party.value() + "/witness";
    }

    /** The key with which we cosign. */
    VerifierKey ownWitness(Oin own) {
        return witness(own, keyRing.logPublicKey());
    }

    SignedNote.Signature cosign(Oin own, Instant time, Checkpoint checkpoint) {
        byte[] seed = keyRing.logSeed();
        SignedNote.Signature line = Cosignature.sign(seed, witnessName(own), time, checkpoint);
        Arrays.fill(seed, (byte) 0);
        return line;
    }

    LogSigner signer(LogName log) {
        byte[] seed = keyRing.logSeed();
        LogSigner signer = new LogSigner(seed, log.origin());
        Arrays.fill(seed, (byte) 0);
        return signer;
    }
}
