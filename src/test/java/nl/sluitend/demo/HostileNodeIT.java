package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.Jws;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile;
import nl.sluitend.party.TrustStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two packaged nodes, one of them hostile, as the one that asks and as the one that answers: each
 * misbehaviour gets a refusal with a type of its own that both logs keep, and nothing is shown.
 */
final class HostileNodeIT {

    private static final DemoParty HOSTILE = DemoParty.SWV_PO;
    private static final DemoParty HONEST = DemoParty.RBL;

    private static final int PUPILS = 40;
    private static final int BOTH = 10;
    private static final int ELEMENT = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OFFER = "/peer/v1/sessions";
    private static final String HEADER = ".*/elements";
    private static final String CHUNKS = ".*/elements/\\d+.*";
    private static final String EVALUATED = ".*/evaluated/\\d+";

    @TempDir static Path directory;
    private static HostileParty hostile;
    private static TwoNodes nodes;
    private static RunInvariants invariants;
    private static Jws jws;

    /**
     * What the hostile party does to one message.
     *
     * @param type of the refusal that it gets
     */
    private record Deed(String name, String type, String path, UnaryOperator<byte[]> how) {
        @Override
        public String toString() {
            return name + ": " + type;
        }
    }

    @BeforeAll
    static void start() throws KeyStoreFile.KeyStoreException {
        hostile = new HostileParty(HOSTILE);
        nodes = new TwoNodes(directory.resolve("nodes"), TwoNodes.PARTIES, hostile);
        invariants = new RunInvariants(nodes);
        DemoAuthority authority = hostile.authority();
        DemoAuthority.PartyFiles files =
                authority.write(directory.resolve("hostile"), HOSTILE.oin(), HOSTILE.displayName());
        jws =
                new Jws(
                        KeyRing.open(
                                files.keystore(),
                                files.password().toCharArray(),
                                new SecureRandom()),
                        new TrustStore(List.of(authority.certificate())),
                        Clock.systemUTC());
        for (int i = 0; i < PUPILS; i++) {
            nodes.register(HONEST, "kind-" + i, TwoNodes.bsn(i));
            int other = i + PUPILS - BOTH;
            nodes.register(HOSTILE, "kind-" + other, TwoNodes.bsn(other));
        }
    }

    @AfterAll
    static void stop() {
        nodes.close();
        hostile.close();
    }

    static Stream<Deed> deeds() {
        return Stream.of(
                new Deed("another version", "unsupported", OFFER, signed("version", "9")),
                new Deed(
                        "a list that was not committed to",
                        "commitment-mismatch",
                        HEADER,
                        signed("salt", base64(new byte[ELEMENT]))),
                new Deed(
                        "a list that is too short",
                        "chunk-conflict",
                        CHUNKS,
                        octets -> Arrays.copyOf(octets, octets.length - ELEMENT)),
                new Deed("more than fits", "too-large", CHUNKS, _ -> new byte[5 << 20]),
                new Deed(
                        "a point that is none",
                        "invalid-element",
                        EVALUATED,
                        points(
                                points -> {
                                    Arrays.fill(points, 0, ELEMENT, (byte) 0xff);
                                    return points;
                                })),
                new Deed(
                        "a point too few",
                        "invalid-element",
                        EVALUATED,
                        points(points -> Arrays.copyOf(points, points.length - ELEMENT))),
                new Deed(
                        "a point twice",
                        "proof-invalid",
                        EVALUATED,
                        points(
                                points -> {
                                    System.arraycopy(points, 0, points, ELEMENT, ELEMENT);
                                    return points;
                                })),
                new Deed(
                        "a wrong proof",
                        "proof-invalid",
                        EVALUATED,
                        frame(
                                points -> points,
                                proof -> {
                                    proof[0] ^= 1;
                                    return proof;
                                })));
    }

    /** What stands between the nodes is no reason for a refusal by itself. */
    @Test
    void a_party_that_does_nothing_of_this_is_not_refused() throws Exception {
        String convenant = nodes.convenant();
        nodes.start(HONEST, convenant);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the end at " + party,
                    () -> nodes.run(party, convenant).path("state").asText().equals("COMPLETED"));
        }
        invariants.assertAtTheEnd(KilledMode.MATCH, convenant, "nothing was altered");
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void who_answers_so_is_refused(Deed deed) throws Exception {
        refused(deed, HONEST);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void who_asks_so_is_refused(Deed deed) throws Exception {
        refused(deed, HOSTILE);
    }

    private static void refused(Deed deed, DemoParty initiator) throws SQLException {
        String convenant = nodes.convenant();
        long[] before = {entries(HONEST, deed.type()), entries(HOSTILE, deed.type())};
        hostile.behave(
                (path, octets) ->
                        path.matches(deed.path())
                                ? Optional.of(deed.how().apply(octets.clone()))
                                : Optional.empty());
        try {
            nodes.start(initiator, convenant);
            nodes.until(
                    "the end of " + deed,
                    () -> nodes.run(initiator, convenant).path("state").asText().equals("FAILED"));
        } finally {
            hostile.behave((_, _) -> Optional.empty());
        }
        if (initiator == HONEST) {
            assertThat(nodes.run(HONEST, convenant).path("reason").asText()).isEqualTo(deed.type());
        }
        nodes.until("the log of the honest party", () -> entries(HONEST, deed.type()) > before[0]);
        nodes.until(
                "the log of the hostile party", () -> entries(HOSTILE, deed.type()) > before[1]);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(nodes.outcomes(party))
                    .as("shown at %s", party)
                    .extracting(entry -> entry.path("convenant").asText())
                    .doesNotContain(convenant);
        }
        invariants.assertAtAnyMoment(convenant, deed.name());
    }

    /** Entries of the logs of a party that name this type: a refusal, or why a session ended. */
    private static long entries(DemoParty party, String type) {
        try {
            return nodes.number(
                    party,
                    "select count(*) from disclosure_leaf where convert_from(entry, 'UTF8') like ?",
                    "%\"" + type + "\"%");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnaryOperator<byte[]> signed(String member, Object value) {
        return octets -> resigned(octets, member, value);
    }

    private static byte[] resigned(byte[] compact, String member, Object value) {
        try {
            byte[] payload =
                    Base64.getUrlDecoder()
                            .decode(
                                    new String(compact, StandardCharsets.US_ASCII)
                                            .split("\\.", -1)[1]);
            Map<String, Object> members =
                    JSON.readValue(payload, new TypeReference<Map<String, Object>>() {});
            members.put(member, value);
            return jws.sign(CanonicalJson.bytes(members)).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnaryOperator<byte[]> points(UnaryOperator<byte[]> how) {
        return frame(how, proof -> proof);
    }

    /** As {@code docs/protocol/match.md} has it: signed header, points and proof, with lengths. */
    private static UnaryOperator<byte[]> frame(
            UnaryOperator<byte[]> points, UnaryOperator<byte[]> proof) {
        return frame -> {
            ByteBuffer rest = ByteBuffer.wrap(frame);
            byte[] header = next(rest);
            byte[] otherPoints = points.apply(next(rest));
            byte[] otherProof = proof.apply(next(rest));
            byte[] digest = sha256(LengthPrefixed.of(otherPoints, otherProof));
            return LengthPrefixed.of(
                    resigned(header, "digest", base64(digest)), otherPoints, otherProof);
        };
    }

    private static byte[] next(ByteBuffer rest) {
        var part = new byte[rest.getInt()];
        rest.get(part);
        return part;
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
