package nl.sluitend.psi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;

/** One party of an in-memory session: real keys, real lists, no node around it. */
final class Party {

    static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    static final Group GROUP = Group.of(SUITE);
    static final UUID SID = UUID.fromString("0b8b6d3e-52c8-4c8f-9b57-5b3f4e1b9d11");
    static final String RBL = "00000009000000001000";
    static final String SWV = "00000009000000002000";
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Terms TERMS = new Terms("c0ffee", SessionMode.MATCH, "PGN", SUITE, "1", 100);

    final String oin;
    final String peer;
    final Role role;
    final List<String> pupils;
    final byte[] seed = new byte[SessionScalar.SEED_LENGTH];
    final PreparedList list;
    final SecureRandom random;

    /** The pupils as the other side would name them; only the test knows them here. */
    Party(Role role, List<String> pupils, SecureRandom random) {
        this.role = role;
        this.oin = role == Role.INITIATOR ? RBL : SWV;
        this.peer = role == Role.INITIATOR ? SWV : RBL;
        this.pupils = pupils;
        this.random = random;
        random.nextBytes(seed);
        try (Scalar rho = GROUP.randomScalar(random)) {
            this.list =
                    PreparedList.prepare(
                            GROUP,
                            GROUP,
                            SID,
                            TERMS,
                            oin,
                            peer,
                            new PreparedList.Frozen(points(rho, pupils), salts(pupils.size())),
                            seed,
                            rho,
                            random);
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
    }

    Party(Role role, List<String> pupils) {
        this(role, pupils, new SecureRandom());
    }

    static Elements points(Scalar rho, List<String> pupils) {
        return Elements.of(
                SUITE,
                GROUP.hashMultiply(
                        rho,
                        Mode.VOPRF,
                        pupils.stream().map(p -> p.getBytes(StandardCharsets.UTF_8)).toList()));
    }

    private List<Octets> salts(int count) {
        var salts = new ArrayList<Octets>();
        for (int i = 0; i < count; i++) {
            salts.add(fresh());
        }
        return salts;
    }

    private Octets fresh() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Octets.of(octets);
    }

    Offer offer(Optional<Octets> offerHash) {
        return new Offer(
                Offer.VERSION,
                SID,
                role,
                oin,
                peer,
                TERMS.convenant(),
                "urn:test:purpose",
                TERMS.mode().name(),
                TERMS.lane(),
                SUITE.identifier(),
                TERMS.keyVersion(),
                "2022-08-01",
                pupils.size(),
                0,
                0,
                list.publicKey(),
                list.commitment(),
                list.listRoot(),
                list.proof().hash(),
                fresh(),
                Optional.empty(),
                NOW,
                NOW.plus(Duration.ofHours(1)),
                offerHash,
                Optional.empty());
    }

    /** What this party knows when the other's offer comes in. */
    OfferCheck.Context context() {
        return new OfferCheck.Context(
                peer,
                peer,
                oin,
                peer,
                TERMS,
                NOW,
                false,
                Set.of(list.publicKey(), list.commitment()));
    }

    Scalar k() {
        return SessionScalar.derive(GROUP, seed, SID, TERMS, oin, peer, list.listRoot());
    }

    List<Elements> chunks() {
        return new Chunking(TERMS.rounds(), list.batch().elements().size())
                .cut(list.batch().elements());
    }

    ElementsHeader elementsHeader(Octets offersHash) {
        return new ElementsHeader(offersHash, list.salt(), list.digests(), 0);
    }

    ProofContext context(Octets offersHash) {
        return new ProofContext(SUITE, offersHash, oin, TERMS.lane());
    }

    Evaluation evaluate(Octets offersHash, int round, Elements chunk) {
        try (Scalar k = k()) {
            return Evaluation.evaluate(
                    GROUP, GROUP, k, list.publicKey(), context(offersHash), round, chunk, random);
        }
    }

    /** The own pupil behind a match. */
    String pupil(Tags.Match match) {
        return pupils.get(list.batch().order().get(match.position()));
    }

    /**
     * Stands in for the canonical JSON of a message: what matters is that both sides hash the same
     * octets.
     */
    static byte[] octets(Record message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
