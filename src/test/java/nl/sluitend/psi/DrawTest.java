package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Level 2 of the check afterwards: pupils drawn from the source system, under the node's key. */
class DrawTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String OWNER = "00000099000000001000";

    private static Draw.Subject subject(Suite suite) {
        return new Draw.Subject(suite, UUID.randomUUID(), OWNER, "PGN", Octets.of(new byte[32]));
    }

    private static byte[] key(int pupil) {
        return ("pupil " + pupil).getBytes(StandardCharsets.UTF_8);
    }

    private static Octets publicKey(Group group, Scalar rho) {
        return Octets.of(group.multiplyBase(rho));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void unblinded_it_is_the_point_that_intake_made_of_that_pupil(Suite suite) throws Exception {
        Group group = Group.of(suite);
        try (Scalar rho = group.randomScalar(RANDOM);
                Scalar blind = group.randomScalar(RANDOM);
                Scalar inverse = blind.inverse()) {
            Elements blinded =
                    Elements.of(suite, group.hashMultiply(blind, Mode.VOPRF, List.of(key(1))));
            Draw.Subject subject = subject(suite);
            Octets q = publicKey(group, rho);
            Draw draw = Draw.prove(group, group, subject, q, blinded, rho, RANDOM);

            assertThat(draw.holds(SecondEngine.of(suite), subject, q, blinded)).isTrue();
            assertThat(group.multiply(inverse, draw.evaluated().flat()))
                    .isEqualTo(group.hashMultiply(rho, Mode.VOPRF, List.of(key(1))));
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void another_key_list_or_pupil_is_not_proven(Suite suite) throws Exception {
        Group group = Group.of(suite);
        try (Scalar rho = group.randomScalar(RANDOM);
                Scalar other = group.randomScalar(RANDOM)) {
            Elements blinded =
                    Elements.of(
                            suite, group.hashMultiply(other, Mode.VOPRF, List.of(key(1), key(2))));
            Draw.Subject subject = subject(suite);
            Octets q = publicKey(group, rho);
            Draw draw = Draw.prove(group, group, subject, q, blinded, rho, RANDOM);

            assertThat(draw.holds(group, subject, publicKey(group, other), blinded))
                    .as("another key")
                    .isFalse();
            assertThat(draw.holds(group, subject(suite), q, blinded))
                    .as("another session")
                    .isFalse();
            assertThat(draw.holds(group, subject, q, blinded.select(List.of(1, 0))))
                    .as("other pupils")
                    .isFalse();
            assertThat(draw.holds(group, subject, q, blinded.range(0, 1)))
                    .as("fewer pupils")
                    .isFalse();
            assertThat(new Draw(draw.evaluated(), Octets.empty()).holds(group, subject, q, blinded))
                    .as("no proof")
                    .isFalse();
            assertThatThrownBy(
                            () ->
                                    Draw.prove(
                                            group,
                                            group,
                                            subject,
                                            publicKey(group, other),
                                            blinded,
                                            rho,
                                            RANDOM))
                    .as("a proof under another key never leaves")
                    .isInstanceOf(OwnProofException.class);
            assertThatThrownBy(
                            () ->
                                    Draw.prove(
                                            group,
                                            group,
                                            subject,
                                            q,
                                            Elements.of(suite, new byte[suite.elementLength()]),
                                            rho,
                                            RANDOM))
                    .isInstanceOf(InvalidElementException.class);
        }
    }

    /** Finding 12: rows multiplied before the freeze pass level 1; only level 2 finds them. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void a_list_that_was_forged_before_it_was_frozen_is_found(Suite suite) throws Exception {
        Group group = Group.of(suite);
        UUID sid = UUID.randomUUID();
        var terms = new Terms("c".repeat(64), SessionMode.MATCH, "PGN", suite, "1", 100);
        try (Scalar rho = group.randomScalar(RANDOM);
                Scalar forging = group.randomScalar(RANDOM)) {
            byte[] honest = group.hashMultiply(rho, Mode.VOPRF, List.of(key(1)));
            byte[] forged =
                    group.multiply(forging, group.hashMultiply(rho, Mode.VOPRF, List.of(key(2))));
            List<Elements> both = List.of(Elements.of(suite, honest), Elements.of(suite, forged));
            Elements points = Elements.join(suite, both);
            List<Octets> salts = List.of(salt(1), salt(2));
            PreparedList list =
                    PreparedList.prepare(
                            group,
                            group,
                            sid,
                            terms,
                            OWNER,
                            "00000099000000002000",
                            new PreparedList.Frozen(points, salts),
                            new byte[SessionScalar.SEED_LENGTH],
                            rho,
                            RANDOM);
            Replay replay = replay(list, sid, terms, points, salts);

            assertThat(replay.differences()).as("level 1").isEmpty();
            assertThat(replay.has(Octets.of(honest))).isTrue();
            assertThat(replay.has(Octets.of(group.hashMultiply(rho, Mode.VOPRF, List.of(key(2))))))
                    .as("level 2")
                    .isFalse();
        }
    }

    private static Octets salt(int i) {
        var salt = new byte[32];
        salt[0] = (byte) i;
        return Octets.of(salt);
    }

    private static Replay replay(
            PreparedList list, UUID sid, Terms terms, Elements points, List<Octets> salts) {
        var offer =
                new Offer(
                        Offer.VERSION,
                        sid,
                        Role.INITIATOR,
                        OWNER,
                        "00000099000000002000",
                        terms.convenant(),
                        "AFSTEMMING",
                        "MATCH",
                        "PGN",
                        terms.suite().identifier(),
                        "1",
                        "2026-11-01",
                        2,
                        0,
                        0,
                        list.publicKey(),
                        list.commitment(),
                        list.listRoot(),
                        list.proof().hash(),
                        salt(3),
                        java.util.Optional.empty(),
                        java.time.Instant.EPOCH,
                        java.time.Instant.EPOCH.plusSeconds(1),
                        java.util.Optional.empty(),
                        java.util.Optional.empty());
        var replay =
                new Replay(
                        SecondEngine.of(terms.suite()),
                        offer,
                        list.salt(),
                        list.proof(),
                        terms.rounds());
        var chunking = new Chunking(terms.rounds(), 2);
        for (int j = 0; j < replay.chunks(); j++) {
            replay.chunk(
                    list.batch().order().subList(chunking.start(j), chunking.start(j + 1)).stream()
                            .map(i -> new Replay.Entry(i, salts.get(i), points.get(i)))
                            .toList(),
                    Octets.of(chunking.chunk(list.batch().elements(), j).flat()));
        }
        return replay;
    }
}
