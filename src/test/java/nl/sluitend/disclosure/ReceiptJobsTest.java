package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.ReceiptComparison.Kind;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PartyRole;
import nl.sluitend.party.PeerHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The nightly comparison against a counterpart that answers over TLS from a log of its own. */
@QuarkusTest
class ReceiptJobsTest {

    private static final String ROOT = "/peer/v1/receipts/";

    @Inject DisclosureLog disclosureLog;
    @Inject OwnReceipts receipts;
    @Inject ReceiptComparisons comparisons;
    @Inject Witnesses witnesses;
    @Inject PeerHttp peers;
    @Inject Clock clock;

    private final TestLog log = TestLog.fresh();
    private final TestLog theirs = TestLog.fresh();
    private final String session = UUID.randomUUID().toString();
    private final List<String> raised = new ArrayList<>();
    private HttpsServer peer;
    private volatile boolean silent;

    @BeforeEach
    void bothLogTheSameSession() throws IOException {
        TestCounterparts.add(log.name().id(), TestLeaves.PEER);
        append(log, 3);
        append(theirs, 3);
        peer = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
        peer.setHttpsConfigurator(
                new HttpsConfigurator(
                        NodeClient.context(TestNode.AUTHORITY.issue(TestNode.PEER_OIN, "Ander"))));
        peer.createContext("/", this::answer);
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @Test
    void equalLogsRaiseNothing() {
        compare();

        assertThat(raised).isEmpty();
        ReceiptComparisons.Shown shown = comparisons.shown(log.name().id()).orElseThrow();
        assertThat(shown.answered()).isTrue();
        assertThat(shown.sessions()).isEqualTo(1);
        assertThat(shown.pupils()).isEqualTo(3);
    }

    @Test
    void aReceiptThatTheCounterpartDroppedIsAnAlert() {
        theirs.execute("delete from disclosure_leaf where kind = 'receipt' and " + theirs.own());
        compare();

        assertThat(raised).containsExactly("receipt-missing");
        assertThat(comparisons.shown(log.name().id()).orElseThrow().differences())
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(Kind.RECEIPT_MISSING_THERE));
    }

    @Test
    void aPupilWhomTheCounterpartDroppedIsAnAlertWithItsPlaceHere() {
        theirs.execute("delete from disclosure_pupil where position = 1 and " + theirs.own());
        compare();

        assertThat(raised).containsExactly("receipt-missing");
        assertThat(comparisons.shown(log.name().id()).orElseThrow().differences())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.kind()).isEqualTo(Kind.PUPILS_MISSING_THERE);
                            assertThat(found.places()).containsExactly("0/1");
                        });
    }

    @Test
    void aPupilWhoWasErasedIsNoDifference() {
        log.execute(
                "update disclosure_subject_key set subject = null, wrapped_key = null where id ="
                        + " (select subject_key from disclosure_pupil where position = 2 and "
                        + log.own()
                        + ")");
        compare();

        assertThat(raised).isEmpty();
        assertThat(comparisons.shown(log.name().id()).orElseThrow().erased()).isEqualTo(1);
    }

    @Test
    void aCounterpartThatKeepsSilentIsAnAlertOnTheThirdNight() {
        silent = true;
        compare();
        compare();
        assertThat(raised).isEmpty();
        compare();

        assertThat(raised).containsExactly("receipts-not-compared");
        assertThat(comparisons.shown(log.name().id()).orElseThrow().answered()).isFalse();
    }

    @Test
    void theCounterpartOfAConvenantGetsReceiptsAndTokensAndNobodyElse() {
        NodeClient.givenPeer()
                .get(ROOT + log.name().id())
                .then()
                .statusCode(200)
                .body("receipts", hasSize(1))
                .body("receipts[0].exchangeId", equalTo(session));
        NodeClient.givenPeer()
                .get(ROOT + log.name().id() + "/" + session)
                .then()
                .statusCode(200)
                .body("pupils", hasSize(3))
                .body("unreadable", equalTo(0));
        NodeClient.givenPeer()
                .get(ROOT + log.name().id() + "/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        NodeClient.givenPeer().get(ROOT + theirs.name().id()).then().statusCode(404);
        NodeClient.given().get(ROOT + log.name().id()).then().statusCode(401);
    }

    private void append(TestLog to, int pupils) {
        Leaf receipt = to.receipt(session);
        List<PupilMembers> members = new ArrayList<>();
        for (int i = 0; i < pupils; i++) {
            members.add(
                    new PupilMembers(
                            List.of(
                                    new PersonalMember("outcome", "matched"),
                                    new PersonalMember(PupilMembers.CASE, "case-" + i)),
                            TestLeaves.pupil(i)));
        }
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            disclosureLog.appendPupils(to.name(), outcome(to), members);
                            disclosureLog.append(to.name(), List.of(receipt));
                        });
    }

    private Leaf outcome(TestLog to) {
        Leaf like = to.receipt(session);
        return new Leaf(
                LeafKind.OUTCOME,
                like.time(),
                like.convenantHash(),
                like.processingActivity(),
                like.purpose(),
                like.legalBasis(),
                like.sender(),
                like.receiver(),
                like.exchangeId(),
                Map.of(),
                List.of(),
                java.util.Optional.empty());
    }

    private void compare() {
        Counterparty other =
                new Counterparty(
                        TestLeaves.PEER,
                        "Ander",
                        PartyRole.SWV_VO,
                        URI.create("https://localhost:" + peer.getAddress().getPort()));
        new ReceiptJobs(
                        disclosureLog,
                        receipts,
                        new ReceiptCalls(peers),
                        comparisons,
                        witnesses,
                        new Counterparties(List.of(other)),
                        new LogAlerts((kind, about, text) -> raised.add(kind)),
                        Clock.offset(clock, Duration.ofHours(30)))
                .compare(log.name());
    }

    /** Answers what a node answers, from the other log. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Object body =
                    path.equals(ROOT + log.name().id())
                            ? Map.of(
                                    "receipts",
                                    receipts.lines(theirs.name()).stream()
                                            .map(
                                                    line ->
                                                            Map.of(
                                                                    "exchangeId",
                                                                    line.exchangeId(),
                                                                    "logged",
                                                                    line.logged().toString(),
                                                                    "receipt",
                                                                    line.receipt()))
                                            .toList())
                            : tokens();
            byte[] json = LeafJson.MAPPER.writeValueAsBytes(body);
            exchange.sendResponseHeaders(silent ? 503 : 200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    /** Tokens are of a convenant; the other log stands in for the one under the same convenant. */
    private Map<String, Object> tokens() {
        List<String> tokens = new ArrayList<>();
        receipts.pupils(theirs.name(), session)
                .places()
                .values()
                .forEach(
                        place ->
                                tokens.add(
                                        PupilTokens.of(
                                                log.name().id(),
                                                session,
                                                "case-" + place.substring(2))));
        return Map.of("unreadable", 0, "pupils", tokens);
    }
}
