package nl.sluitend.disclosure;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/** Leaves of two fictional parties. */
final class TestLeaves {

    static final Oin OWNER = new Oin("00000099000000001000");
    static final Oin PEER = new Oin("00000099000000002000");
    static final String CONVENANT = "c0".repeat(32);
    static final LogName LOG = LogName.ofConvenant(OWNER, CONVENANT);
    static final LogName NODE_LOG = LogName.ofNode(OWNER);
    static final Instant NOW = Instant.parse("2026-11-22T07:00:00.123Z");
    static final URI ACTIVITY =
            URI.create("https://register.example/verwerkingen/thuiszitters/versies/1");
    static final SecureRandom RANDOM = new SecureRandom();

    private TestLeaves() {}

    static Leaf exposure() {
        return exposure("session-1");
    }

    static Leaf exposure(String session) {
        return new Leaf(
                LeafKind.EXPOSURE,
                NOW,
                CONVENANT,
                ACTIVITY,
                "zicht op thuiszitters",
                "artikel 18 Leerplichtwet 1969",
                OWNER,
                PEER,
                session,
                Map.of("n", 84, "listRoot", "00".repeat(32)),
                List.of(),
                Optional.empty());
    }

    static Leaf outcome(int pupil, String outcome) {
        return new Leaf(
                LeafKind.OUTCOME,
                NOW,
                CONVENANT,
                ACTIVITY,
                "zicht op thuiszitters",
                "artikel 18 Leerplichtwet 1969",
                OWNER,
                PEER,
                "session-1",
                Map.of(),
                List.of(new PersonalMember("outcome", outcome)),
                Optional.of(pupil(pupil)));
    }

    static SubjectRef pupil(int number) {
        return SubjectRef.pupil(
                MerkleTree.leafHash(new byte[] {(byte) number, (byte) (number >> 8)}));
    }

    static SealedLeaf seal(Leaf leaf, LogName log, long seq) {
        return SealedLeaf.seal(leaf, log, seq, NOW, leaf.subject().map(subject -> "keyed"), RANDOM);
    }

    static LogSigner signer(LogName log) {
        return new LogSigner(new byte[32], log.origin());
    }
}
