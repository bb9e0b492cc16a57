package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.convenant.ConvenantExchangeFixture.PEER;
import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PartyRole;
import nl.sluitend.party.PeerHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery to, and fetching from, a counterpart behind real mutual TLS that loses messages. */
@QuarkusTest
final class ConvenantDeliveryTest {

    @Inject KeyRing keys;
    @Inject OwnParty own;
    @Inject PeerHttp http;
    @Inject Clock clock;
    @Inject ConvenantRepository repository;
    @Inject PeerConvenants peerConvenants;
    @Inject Convenants convenants;
    @Inject ConvenantSteps steps;

    private final List<String> received = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final Map<String, byte[]> offered = new HashMap<>();
    private Counterparties reachable;
    private HttpsServer server;

    @BeforeEach
    void startCounterpart() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(
                        NodeClient.context(
                                TestNode.AUTHORITY.issue(TestNode.PEER_OIN, TestNode.PEER_NAME))));
        server.createContext("/", this::answer);
        server.start();
        reachable =
                new Counterparties(
                        List.of(
                                new Counterparty(
                                        PEER,
                                        TestNode.PEER_NAME,
                                        PartyRole.SWV_PO,
                                        URI.create(
                                                "https://localhost:"
                                                        + server.getAddress().getPort()))));
    }

    @AfterEach
    void stopCounterpart() {
        server.stop(0);
    }

    @Test
    void delivers_content_and_signature_once() {
        String hash = accepted();
        assertThat(delivery().deliver(hash)).isTrue();
        assertThat(received)
                .containsExactly(
                        "PUT /peer/v1/convenants/" + hash,
                        "POST /peer/v1/convenants/" + hash + "/signatures");
        assertThat(delivery().deliver(hash)).isTrue();
        assertThat(received).hasSize(2);
    }

    @Test
    void goes_on_where_a_message_got_lost() {
        String hash = accepted();
        answers.addAll(List.of(503, 204, 503, 204));
        assertThat(delivery().deliver(hash)).isFalse();
        assertThat(problem(hash)).contains("http-503");
        assertThat(delivery().deliver(hash)).isFalse();
        assertThat(delivery().deliver(hash)).isTrue();
        assertThat(received).hasSize(4);
        assertThat(received.getLast()).startsWith("POST");
        assertThat(problem(hash)).isNull();
    }

    @Test
    void sends_the_content_again_to_a_counterpart_that_lost_it() {
        String hash = accepted();
        answers.addAll(List.of(204, 404, 204, 204));
        assertThat(delivery().deliver(hash)).isFalse();
        assertThat(delivery().deliver(hash)).isTrue();
        assertThat(received.stream().filter(line -> line.startsWith("PUT"))).hasSize(2);
    }

    @Test
    void tells_when_the_counterpart_is_down_or_unknown() {
        String hash = accepted();
        server.stop(0);
        assertThat(delivery().deliver(hash)).isFalse();
        assertThat(problem(hash)).startsWith("not reached");
        assertThat(delivery(new Counterparties(List.of())).deliver(hash)).isFalse();
        assertThat(problem(hash)).contains("counterparties");
    }

    @Test
    void keeps_a_draft_to_itself() {
        String hash = steps.draft(fresh(keys).json()).convenant().hash();
        assertThat(delivery().deliver(hash)).isTrue();
        assertThat(received).isEmpty();
    }

    @Test
    void fetches_what_it_was_never_sent() {
        ConvenantFixture content = fresh(keys);
        String hash = content.read().hash();
        String path = "/peer/v1/convenants";
        String signature = ConvenantExchangeFixture.signed(hash, StepType.ACCEPT, clock.instant());
        offered.put(path, PeerMessages.list("hashes", List.of(hash), clock.instant()));
        offered.put(path + "/" + hash, content.json());
        offered.put(
                path + "/" + hash + "/signatures",
                PeerMessages.list("signatures", List.of(signature), clock.instant()));
        fetch();
        fetch();
        ConvenantDossier dossier = convenants.find(hash).orElseThrow();
        assertThat(convenants.state(dossier, clock.instant()))
                .isEqualTo(ConvenantState.ACCEPTED_BY_THEM);
        assertThat(dossier.steps()).hasSize(1);
    }

    @Test
    void fetches_nothing_that_it_would_not_take() {
        ConvenantFixture content = fresh(keys);
        String hash = content.read().hash();
        String path = "/peer/v1/convenants";
        offered.put(
                path,
                PeerMessages.list(
                        "hashes", List.of(hash, "../../v1/convenants", ""), clock.instant()));
        offered.put(path + "/" + hash, content.with("/caps/maxElements", 1999).json());
        fetch();
        assertThat(convenants.find(hash)).isEmpty();
        assertThat(received).noneMatch(line -> line.contains(".."));
    }

    @Test
    void waits_longer_after_each_attempt_but_never_more_than_an_hour() {
        assertThat(ConvenantJobs.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(ConvenantJobs.pause(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(ConvenantJobs.pause(12)).isEqualTo(Duration.ofHours(1));
        assertThat(ConvenantJobs.pause(10_000)).isEqualTo(Duration.ofHours(1));
    }

    private String accepted() {
        String hash = steps.draft(fresh(keys).json()).convenant().hash();
        steps.sign(hash, StepType.ACCEPT);
        return hash;
    }

    private String problem(String hash) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findById(hash).deliveryProblem);
    }

    private ConvenantDelivery delivery() {
        return delivery(reachable);
    }

    private ConvenantDelivery delivery(Counterparties known) {
        return new ConvenantDelivery(repository, known, http, own, clock);
    }

    private void fetch() {
        new ConvenantFetch(reachable, http, peerConvenants).fetch();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        received.add(exchange.getRequestMethod() + " " + path);
        byte[] body = offered.getOrDefault(path, new byte[0]);
        if (exchange.getRequestMethod().equals("GET")) {
            boolean found = body.length > 0;
            exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
            exchange.getResponseBody().write(body);
        } else {
            int status = answers.isEmpty() ? 204 : answers.remove();
            byte[] problem =
                    status == 404
                            ? "{\"type\":\"urn:sluitend:problem:convenant-unknown\"}"
                                    .getBytes(UTF_8)
                            : new byte[0];
            exchange.sendResponseHeaders(status, problem.length == 0 ? -1 : problem.length);
            exchange.getResponseBody().write(problem);
        }
        exchange.close();
    }
}
