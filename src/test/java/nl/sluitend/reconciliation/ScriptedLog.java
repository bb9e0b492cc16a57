package nl.sluitend.reconciliation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The log of the scripted counterparty: its exposures under one convenant. */
final class ScriptedLog implements MerkleTree.NodeReader {

    private final Owner owner;
    private final String convenant;
    private final Clock clock;
    private final List<byte[]> leaves = new ArrayList<>();

    /**
     * Whose log it is.
     *
     * @param seed of its Ed25519 key
     * @param basis legal basis that the convenant states for the owner
     */
    record Owner(Oin own, Oin peer, Octets seed, String basis) {}

    /** A log of the counterparty of {@link TestNode}. */
    ScriptedLog(KeyRing keys, String convenant) {
        this(
                new Owner(
                        new Oin(TestNode.PEER_OIN),
                        new Oin(TestNode.OIN),
                        Octets.of(keys.logSeed()),
                        TestConvenant.BASIS),
                convenant,
                Clock.systemUTC());
    }

    ScriptedLog(Owner owner, String convenant, Clock clock) {
        this.owner = owner;
        this.convenant = convenant;
        this.clock = clock;
    }

    /** The next leaf, not yet in the log. */
    byte[] exposureLeaf(UUID sid, String purpose, Map<String, Object> detail) {
        return leaf(LeafKind.EXPOSURE, sid, purpose, detail);
    }

    byte[] leaf(LeafKind kind, UUID sid, String purpose, Map<String, Object> detail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new UUID(now.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | 42);
        return new LogEntry(
                        leaves.size(),
                        id,
                        kind,
                        now,
                        now,
                        convenant,
                        URI.create("https://register.example/afstemming/1"),
                        purpose,
                        owner.basis(),
                        LogEntry.Role.SENDER,
                        owner.own(),
                        owner.peer(),
                        sid.toString(),
                        detail,
                        List.of())
                .encode();
    }

    /** What the node sees when the log holds this leaf behind those that it has accepted. */
    Exposed exposed(Octets offersHash, byte[] leaf) {
        int known = leaves.size();
        leaves.add(leaf);
        try {
            return new Exposed(
                    offersHash,
                    Octets.of(leaf),
                    known,
                    octets(MerkleTree.inclusionProof(known, known + 1, this)),
                    checkpoint(),
                    known == 0
                            ? List.of()
                            : octets(MerkleTree.consistencyProof(known, known + 1, this)));
        } finally {
            leaves.removeLast();
        }
    }

    /** The node has accepted this leaf. */
    void keep(byte[] leaf) {
        leaves.add(leaf);
    }

    private static List<Octets> octets(List<byte[]> hashes) {
        return hashes.stream().map(Octets::of).toList();
    }

    @Override
    public byte[] hash(int level, long index) {
        return level == 0
                ? MerkleTree.leafHash(leaves.get((int) index))
                : MerkleTree.nodeHash(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }

    /** The signed note over all leaves that the node has accepted. */
    String checkpoint() {
        LogName log = LogName.ofConvenant(owner.own(), convenant);
        var secret = new Ed25519PrivateKeyParameters(owner.seed().toByteArray());
        VerifierKey key = LogKeys.of(log, secret.generatePublicKey().getEncoded());
        int size = leaves.size();
        String text = new Checkpoint(log.origin(), size, MerkleTree.root(size, this)).text();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        var signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return new SignedNote(
                        text,
                        List.of(
                                new SignedNote.Signature(
                                        key.name(), key.keyId(), signer.generateSignature())))
                .toString();
    }
}
