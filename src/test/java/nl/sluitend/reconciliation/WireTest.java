package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.http.Header;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.psi.Commitment;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All that the node sends in two runs over the same pupils: no identifier, no reference, nothing
 * that is at rest, and nothing that comes back in the second run but public keys, names, small
 * numbers and the digests of nothing.
 */
@QuarkusTest
@RolesOfSystems
class WireTest {

    private static final int ELEMENT = 32;
    private static final int TAG = 16;

    /** Members that are public, small numbers or moments; of these the same may come again. */
    private static final Set<String> PUBLIC =
            Set.of(
                    "added",
                    "alg",
                    "consistencyProof",
                    "convenant",
                    "convenantHash",
                    "count",
                    "expires",
                    "inclusionProof",
                    "index",
                    "issued",
                    "keyVersion",
                    "knownLogSize",
                    "lane",
                    "legalBasis",
                    "logged",
                    "mode",
                    "n",
                    "outcome",
                    "processingActivity",
                    "purpose",
                    "receiver",
                    "refDate",
                    "removed",
                    "role",
                    "round",
                    "sender",
                    "seq",
                    "suite",
                    "time",
                    "type",
                    "version",
                    "x5c",
                    "x5t#S256");

    /** Digests of nothing: of chunks and rounds without elements. */
    private static final Set<String> EMPTY =
            Set.of(
                    "digests " + Commitment.digest(Elements.none(ScriptedPeer.SUITE)).base64Url(),
                    "digest "
                            + EvaluatedHeader.digest(
                                            Elements.none(ScriptedPeer.SUITE), Octets.empty())
                                    .base64Url());

    @Inject ReconciliationFixture fixture;

    private final List<Response> answers = new ArrayList<>();

    @BeforeEach
    void record() {
        fixture.forgetCounts();
        Filter recorder =
                (request, response, context) -> {
                    Response answer = context.next(request, response);
                    if (request.getURI().contains("/peer/v1/sessions")) {
                        answers.add(answer);
                    }
                    return answer;
                };
        RestAssured.filters(recorder);
    }

    @AfterEach
    void stop() {
        RestAssured.replaceFiltersWith(List.of());
    }

    /** What an agreed run put on the wire, by name of the member that it stood in. */
    private record Traffic(Set<String> tokens, String text) {}

    private Traffic agreed(ScriptedPeer peer) throws Exception {
        answers.clear();
        peer.reachEvaluating();
        switch (peer) {
            case ScriptedCounter counter -> counter.fetchAnswers();
            case ScriptedAsker asker ->
                    asker.fetchAnswers(MessageCodec.OFFER.decode(asker.nodeOffer).n());
            default -> peer.evaluateAll();
        }
        peer.agree(peer.result());
        Set<String> tokens = new HashSet<>();
        var text = new StringBuilder();
        for (Response answer : answers) {
            assertThat(answer.statusCode()).isLessThan(300);
            for (Header header : answer.headers()) {
                text.append(header.getName()).append(header.getValue()).append('\n');
            }
            byte[] body = answer.asByteArray();
            String type = String.valueOf(answer.contentType());
            if (type.startsWith("application/jose")) {
                signed(tokens, text, new String(body, StandardCharsets.US_ASCII));
            } else if (type.startsWith("application/octet-stream")) {
                binary(tokens, text, body);
            } else {
                assertThat(body).isEmpty();
            }
        }
        return new Traffic(tokens, text.toString());
    }

    private static void binary(Set<String> tokens, StringBuilder text, byte[] body) {
        try {
            EvaluatedFrame frame = EvaluatedFrame.decode(body);
            signed(tokens, text, frame.jws());
            pieces(tokens, frame.points().toByteArray());
            pieces(tokens, frame.proof().toByteArray());
        } catch (InvalidMessageException e) {
            pieces(tokens, body);
        }
    }

    private static void pieces(Set<String> tokens, byte[] octets) {
        assertThat(octets.length % TAG).isZero();
        for (int i = 0; i < octets.length; i += TAG) {
            tokens.add(Octets.of(java.util.Arrays.copyOfRange(octets, i, i + TAG)).hex());
        }
        for (int i = 0; i + ELEMENT <= octets.length; i += TAG) {
            tokens.add(Octets.of(java.util.Arrays.copyOfRange(octets, i, i + ELEMENT)).hex());
        }
    }

    private static void signed(Set<String> tokens, StringBuilder text, String jws) {
        String[] parts = jws.split("\\.", -1);
        json(tokens, text, Octets.ofBase64Url(parts[0]).toByteArray());
        json(tokens, text, Octets.ofBase64Url(parts[1]).toByteArray());
        tokens.add(parts[2]);
    }

    private static void json(Set<String> tokens, StringBuilder text, byte[] json) {
        text.append(new String(json, StandardCharsets.UTF_8)).append('\n');
        try {
            values(tokens, text, "", CanonicalJson.parse(json));
        } catch (JsonRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static void values(
            Set<String> tokens, StringBuilder text, String name, JsonNode value) {
        if (PUBLIC.contains(name)) {
            return;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                values(tokens, text, member.getKey(), member.getValue());
            }
        } else if (value.isArray()) {
            value.forEach(item -> values(tokens, text, name, item));
        } else if (name.equals("leaf")) {
            json(tokens, text, Octets.ofBase64Url(value.asText()).toByteArray());
        } else if (name.equals("checkpoint")) {
            value.asText().lines().skip(1).filter(line -> !line.isEmpty()).forEach(tokens::add);
        } else {
            tokens.add(name + " " + value.asText());
        }
    }

    private void assertUnlinkable(Traffic first, Traffic second) {
        Set<String> again = new HashSet<>(first.tokens());
        again.retainAll(second.tokens());
        again.removeAll(EMPTY);
        assertThat(again).isEmpty();
        assertThat(first.tokens()).hasSizeGreaterThan(50);
        for (Traffic traffic : List.of(first, second)) {
            for (int i = 0; i < 60; i++) {
                assertThat(traffic.text()).doesNotContain(ReconciliationFixture.bsn(i));
            }
            assertThat(traffic.text())
                    .doesNotContain("wire-")
                    .doesNotContain(ReconciliationFixture.SOURCE);
        }
        Set<String> atRest =
                new HashSet<>(
                        fixture.sql()
                                .list(
                                        "SELECT point FROM keyed_point",
                                        row -> Octets.of(row.getBytes(1)).hex()));
        assertThat(atRest).isNotEmpty();
        assertThat(first.tokens()).doesNotContainAnyElementsOf(atRest);
        assertThat(second.tokens()).doesNotContainAnyElementsOf(atRest);
    }

    private void register() {
        for (int i = 10; i < 20; i++) {
            fixture.register("wire-" + i, i);
        }
    }

    @Test
    void twoMatchesOverTheSamePupilsHaveNothingInCommonOnTheWire() throws Exception {
        register();
        int[] pupils = IntStream.range(5, 15).toArray();
        ScriptedPeer first = fixture.peer(pupils);
        Traffic one = agreed(first);
        ScriptedPeer second =
                first.next("PGN", java.util.Optional.empty(), ReconciliationFixture.keys(pupils));
        assertUnlinkable(one, agreed(second));
    }

    @Test
    void twoCountsOverTheSamePupilsHaveNothingInCommonOnTheWire() throws Exception {
        register();
        List<List<byte[]>> groups =
                List.of(ReconciliationFixture.keys(IntStream.range(0, 20).toArray()));
        ScriptedCounter first = fixture.counter(groups);
        Traffic one = agreed(first);
        fixture.forgetCounts();
        assertUnlinkable(one, agreed(first.again(groups)));
    }

    @Test
    void twoQuestionsOverTheSamePupilsHaveNothingInCommonOnTheWire() throws Exception {
        register();
        int[] pupils = IntStream.range(5, 15).toArray();
        ScriptedAsker first = fixture.asker(pupils);
        Traffic one = agreed(first);
        assertUnlinkable(one, agreed(first.again(ReconciliationFixture.keys(pupils))));
    }
}
