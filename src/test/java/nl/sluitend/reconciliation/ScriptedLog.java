package nl.sluitend.reconciliation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.Checkpoint;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogKeys;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.MerkleTree;
import nl.sluitend.disclosure.SignedNote;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The log of the scripted counterparty: one leaf, the exposure. */
record ScriptedLog(KeyRing keys, String convenant) {

    private static final Clock CLOCK = Clock.systemUTC();

    byte[] exposureLeaf(UUID sid, String purpose, Map<String, Object> detail) {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new UUID(now.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | 42);
        return new LogEntry(
                        0,
                        id,
                        LeafKind.EXPOSURE,
                        now,
                        now,
                        convenant,
                        URI.create("https://register.example/afstemming/1"),
                        purpose,
                        TestConvenant.BASIS,
                        LogEntry.Role.SENDER,
                        new Oin(TestNode.PEER_OIN),
                        new Oin(TestNode.OIN),
                        sid.toString(),
                        detail,
                        List.of())
                .encode();
    }

    /** Signed over a log that holds this leaf alone. */
    String checkpoint(byte[] leaf) {
        LogName log = LogName.ofConvenant(new Oin(TestNode.PEER_OIN), convenant);
        VerifierKey key = LogKeys.of(log, keys.logPublicKey());
        String text = new Checkpoint(log.origin(), 1, MerkleTree.leafHash(leaf)).text();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        var signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(keys.logSeed()));
        signer.update(message, 0, message.length);
        return new SignedNote(
                        text,
                        List.of(
                                new SignedNote.Signature(
                                        key.name(), key.keyId(), signer.generateSignature())))
                .toString();
    }
}
