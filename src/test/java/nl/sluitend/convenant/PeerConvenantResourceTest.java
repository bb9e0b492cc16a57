package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantExchangeFixture.NODE;
import static nl.sluitend.convenant.ConvenantExchangeFixture.PEER;
import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static nl.sluitend.convenant.ConvenantExchangeFixture.propose;
import static nl.sluitend.convenant.ConvenantExchangeFixture.send;
import static nl.sluitend.convenant.ConvenantExchangeFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
final class PeerConvenantResourceTest {

    private static final String PATH = "/peer/v1/convenants/";
    private static final String TYPE = "urn:sluitend:problem:";

    @Inject KeyRing keys;
    @Inject Convenants convenants;
    @Inject ConvenantSteps steps;
    @Inject ConvenantRepository repository;
    @Inject DisclosureLog log;
    @Inject Clock clock;

    @TempDir java.nio.file.Path directory;

    @Test
    void takes_a_proposal_and_shows_it_back_in_canonical_form() {
        ConvenantFixture content = fresh(keys);
        String hash = propose(content);
        assertThat(state(hash)).isEqualTo(ConvenantState.PROPOSED);
        NodeClient.givenPeer()
                .get(PATH + hash)
                .then()
                .statusCode(200)
                .body(equalTo(content.read().canonicalJson()));
        NodeClient.givenPeer()
                .get("/peer/v1/convenants")
                .then()
                .statusCode(200)
                .body("hashes", hasItem(hash));
    }

    @Test
    void takes_no_more_proposals_than_wait_for_an_answer_and_goes_on_when_one_is_answered() {
        List<String> waiting = new ArrayList<>();
        try {
            QuarkusTransaction.requiringNew()
                    .run(
                            () -> {
                                for (long i = unanswered();
                                        i < PeerConvenants.MOST_PROPOSALS;
                                        i++) {
                                    Convenant one = fresh(keys).read();
                                    waiting.add(one.hash());
                                    repository.persist(
                                            ConvenantRow.of(one, PEER, false, clock.instant()));
                                }
                            });
            ConvenantFixture next = fresh(keys);
            String hash = next.read().hash();
            NodeClient.givenPeer()
                    .contentType("application/json")
                    .body(next.json())
                    .put(PATH + hash)
                    .then()
                    .statusCode(429)
                    .body("type", equalTo(TYPE + "limit-exceeded"));

            Instant now = clock.instant();
            String last = waiting.getLast();
            assertThat(send(last, signed(last, StepType.REVOKE, now), now)).isEqualTo("204");
            assertThat(propose(next)).isEqualTo(hash);
            waiting.add(hash);
        } finally {
            QuarkusTransaction.requiringNew().run(() -> waiting.forEach(repository::deleteById));
        }
    }

    private long unanswered() {
        return repository.countUnanswered(PEER, NODE);
    }

    @Test
    void takes_content_and_signature_again_without_harm() {
        ConvenantFixture content = fresh(keys);
        String hash = propose(content);
        Instant now = clock.instant();
        String signature = signed(hash, StepType.ACCEPT, now);
        assertThat(send(hash, signature, now)).isEqualTo("204");
        propose(content);
        assertThat(send(hash, signature, clock.instant())).isEqualTo("204");
        String another = signed(hash, StepType.ACCEPT, now.plusSeconds(1));
        assertThat(send(hash, another, clock.instant())).isEqualTo("204");
        assertThat(convenants.find(hash).orElseThrow().steps())
                .singleElement()
                .satisfies(step -> assertThat(step.jws()).isEqualTo(signature));
    }

    @Test
    void refuses_the_acceptance_of_an_incomplete_convenant() {
        String hash = propose(fresh(keys).without("/parties/1/formalities"));
        Instant now = clock.instant();
        assertThat(send(hash, signed(hash, StepType.ACCEPT, now), now))
                .isEqualTo("409 formalities-missing");
        assertThat(send(hash, signed(hash, StepType.REJECT, now), now)).isEqualTo("204");
        assertThat(state(hash)).isEqualTo(ConvenantState.REJECTED);
    }

    @Test
    void stays_revoked_when_the_acceptance_is_replayed_after_it() {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        String acceptance = signed(hash, StepType.ACCEPT, now);
        assertThat(send(hash, acceptance, now)).isEqualTo("204");
        steps.sign(hash, StepType.ACCEPT);
        assertThat(state(hash)).isEqualTo(ConvenantState.IN_FORCE);
        assertThat(send(hash, signed(hash, StepType.REVOKE, now), now)).isEqualTo("204");
        assertThat(send(hash, acceptance, clock.instant())).isEqualTo("204");
        assertThat(state(hash)).isEqualTo(ConvenantState.REVOKED);
    }

    @Test
    void refuses_content_whose_hash_is_another_or_that_is_not_valid() {
        ConvenantFixture content = fresh(keys);
        String hash = content.read().hash();
        ConvenantFixture altered = content.with("/caps/maxElements", 1999);
        put(hash, altered).statusCode(400).body("type", equalTo(TYPE + "hash-mismatch"));
        put(hash, content.with("/extra", 1))
                .statusCode(400)
                .body("errors.field", hasItem("/extra"));
        assertThat(convenants.find(hash)).isEmpty();
    }

    @Test
    void refuses_content_between_other_parties() {
        ConvenantFixture foreign =
                ConvenantFixture.filled(
                        ConvenantExchangeFixture.NODE,
                        ConvenantFixture.logKey(1),
                        new Oin("00000099000000007000"),
                        ConvenantFixture.logKey(2));
        put(foreign.read().hash(), foreign)
                .statusCode(403)
                .body("type", equalTo(TYPE + "identity-mismatch"));
    }

    @Test
    void hides_drafts_and_convenants_with_others() {
        String draft = steps.draft(fresh(keys).json()).convenant().hash();
        for (String path : new String[] {PATH + draft, PATH + draft + "/signatures"}) {
            NodeClient.givenPeer()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo(TYPE + "convenant-unknown"));
        }
        NodeClient.givenPeer()
                .get("/peer/v1/convenants")
                .then()
                .body("hashes", not(hasItem(draft)));
        Instant now = clock.instant();
        assertThat(send(draft, signed(draft, StepType.ACCEPT, now), now))
                .isEqualTo("404 convenant-unknown");
    }

    @Test
    void refuses_a_signature_of_another_party_although_the_connection_is_right() {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        assertThat(send(hash, signed(TestNode.FILES, hash, StepType.ACCEPT, now), now))
                .isEqualTo("403 identity-mismatch");
        assertThat(convenants.find(hash).orElseThrow().steps()).isEmpty();
        assertThat(log.checkpoint(LogName.ofConvenant(ConvenantExchangeFixture.NODE, hash)).size())
                .isEqualTo(1);
    }

    @Test
    void refuses_a_signature_by_a_certificate_that_is_expired_or_of_another_authority() {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        DemoAuthority.Issued expired =
                TestNode.AUTHORITY.issue(
                        TestNode.PEER_OIN,
                        TestNode.PEER_NAME,
                        now.minus(Duration.ofDays(2)),
                        now.minus(Duration.ofDays(1)));
        DemoAuthority.Issued foreign =
                new DemoAuthority("Other").issue(TestNode.PEER_OIN, TestNode.PEER_NAME);
        for (DemoAuthority.Issued signing : new DemoAuthority.Issued[] {expired, foreign}) {
            DemoAuthority.PartyFiles files =
                    TestNode.AUTHORITY.write(
                            directory.resolve("keys" + System.identityHashCode(signing)),
                            signing,
                            signing);
            assertThat(send(hash, signed(files, hash, StepType.ACCEPT, now), now))
                    .isEqualTo("400 signature-invalid");
        }
        assertThat(convenants.find(hash).orElseThrow().steps()).isEmpty();
    }

    @Test
    void refuses_a_signature_under_another_convenant_and_an_altered_one() {
        String hash = propose(fresh(keys));
        String other = propose(fresh(keys));
        Instant now = clock.instant();
        assertThat(send(hash, signed(other, StepType.ACCEPT, now), now))
                .isEqualTo("400 signature-invalid");
        String[] accept = signed(hash, StepType.ACCEPT, now).split("\\.", -1);
        String[] revoke = signed(hash, StepType.REVOKE, now).split("\\.", -1);
        assertThat(send(hash, accept[0] + "." + revoke[1] + "." + accept[2], now))
                .isEqualTo("400 signature-invalid");
        assertThat(send(hash, "no.jws.here", now)).isEqualTo("400 signature-invalid");
    }

    @Test
    void refuses_a_signed_text_that_is_no_statement() {
        String hash = propose(fresh(keys));
        String jws =
                ConvenantExchangeFixture.jws(TestNode.PEER_FILES)
                        .sign(
                                "{\"agreed\":true}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(send(hash, jws, clock.instant())).isEqualTo("400 signature-invalid");
    }

    @Test
    void refuses_when_the_clocks_differ_or_the_signature_is_old() {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        Duration six = Duration.ofMinutes(6);
        String signature = signed(hash, StepType.ACCEPT, now);
        assertThat(send(hash, signature, now.plus(six))).isEqualTo("400 clock-skew");
        assertThat(send(hash, signature, now.minus(six))).isEqualTo("400 clock-skew");
        assertThat(send(hash, signed(hash, StepType.ACCEPT, now.plus(six)), now))
                .isEqualTo("400 clock-skew");
        Instant old = now.minus(Duration.ofDays(31));
        assertThat(send(hash, signed(hash, StepType.ACCEPT, old), now)).isEqualTo("400 replayed");
        assertThat(state(hash)).isEqualTo(ConvenantState.PROPOSED);
        Instant delayed = now.minus(Duration.ofMinutes(30));
        assertThat(send(hash, signed(hash, StepType.ACCEPT, delayed), now)).isEqualTo("204");
    }

    @Test
    void refuses_a_message_of_another_shape() {
        String hash = propose(fresh(keys));
        for (Object body :
                new Object[] {
                    Map.of(),
                    Map.of("signature", "x"),
                    Map.of("signature", "x", "sentAt", "now"),
                    Map.of("signature", "x", "sentAt", "2026-01-01T00:00:00Z", "more", 1),
                    "[]",
                    "no json",
                    "x".repeat(PeerMessages.MAX_BYTES + 1)
                }) {
            NodeClient.givenPeer()
                    .contentType("application/json")
                    .body(body)
                    .post(PATH + hash + "/signatures")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo(TYPE + "invalid-input"));
        }
    }

    @Test
    void demands_the_client_certificate() {
        NodeClient.given()
                .get("/peer/v1/convenants")
                .then()
                .statusCode(401)
                .body("type", equalTo(TYPE + "client-certificate-missing"));
    }

    @Test
    void shows_our_signatures_to_a_counterpart_that_cannot_be_called() {
        String hash = propose(fresh(keys));
        String ours = steps.sign(hash, StepType.ACCEPT).steps().getFirst().jws();
        NodeClient.givenPeer()
                .get(PATH + hash + "/signatures")
                .then()
                .statusCode(200)
                .body("signatures", equalTo(java.util.List.of(ours)));
    }

    @Test
    void ignores_rows_that_somebody_wrote_into_the_database() {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        steps.sign(hash, StepType.ACCEPT);
        String forged = signed(TestNode.FILES, hash, StepType.ACCEPT, now);
        execute(
                ("insert into convenant_step (convenant_hash, signer, type, signed_at, jws,"
                                + " recorded_at, delivered) values ('%s', '%s', 'ACCEPT', '%s',"
                                + " '%s', now(), true)")
                        .formatted(hash, TestNode.PEER_OIN, now, forged));
        assertThat(state(hash)).isEqualTo(ConvenantState.ACCEPTED_BY_US);
        execute(
                "update convenant set content = replace(content, '\"maxElements\":2000',"
                        + " '\"maxElements\":9999') where hash = '"
                        + hash
                        + "'");
        assertThat(convenants.find(hash)).isEmpty();
    }

    private void execute(String sql) {
        int rows =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        repository
                                                .getEntityManager()
                                                .createNativeQuery(sql)
                                                .executeUpdate());
        assertThat(rows).isEqualTo(1);
    }

    private ConvenantState state(String hash) {
        return convenants.state(convenants.find(hash).orElseThrow(), clock.instant());
    }

    private static io.restassured.response.ValidatableResponse put(
            String hash, ConvenantFixture content) {
        return NodeClient.givenPeer()
                .contentType("application/json")
                .body(content.json())
                .put(PATH + hash)
                .then();
    }
}
