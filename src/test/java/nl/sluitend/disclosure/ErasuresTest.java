package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.NodeClient;
import nl.sluitend.party.EpochKeys;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "po-1", roles = "privacy-officer")
class ErasuresTest {

    private static final int PUPIL = 60_123;

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @Inject Erasures erasures;
    @Inject SubjectKeyEpochs epochs;
    @Inject EpochKeys epochKeys;
    @Inject SubjectKeyWrapping wrapping;
    @Inject NodeLog nodeLog;
    @Inject LogStore store;

    private final TestLog log = TestLog.fresh();

    @Test
    void anErasedPupilIsUnreadableAndEveryProofStillHolds() {
        append(PUPIL, 1);
        String before = disclosures.open(log.name().id(), 0, "po-1").file().toString();
        disclosureLog.checkpoint(log.name());
        erase(PUPIL).statusCode(200);
        Disclosures.Detail erased = disclosures.open(log.name().id(), 0, "po-1");
        assertThat(erased.erased()).isTrue();
        assertThat(erased.openings()).isEmpty();
        assertThat(disclosures.open(log.name().id(), 1, "po-1").openings()).isNotEmpty();
        assertThat(verify().findings()).isEmpty();
        assertThat(before).contains("extra ");
        assertThat(log.count("disclosure_opening")).isEqualTo(1);
        LogEntry leaf = last(LeafKind.ERASURE);
        assertThat(leaf.detail()).containsEntry("ground", "artikel 17 AVG");
        assertThat(leaf.json()).doesNotContain(Integer.toString(PUPIL));
    }

    @Test
    void aRestoredKeyIsDestroyedAgainBeforeAnythingIsShown() {
        append(PUPIL + 1);
        log.execute(
                "create table copy_of_keys as select * from disclosure_subject_key where "
                        + log.own());
        log.execute(
                "create table copy_of_openings as select * from disclosure_opening where "
                        + log.own());
        erase(PUPIL + 1).statusCode(200);
        log.execute(
                "update disclosure_subject_key k set subject = c.subject, wrapped_key = c.wrapped_key,"
                        + " epoch = c.epoch from copy_of_keys c where c.id = k.id",
                "insert into disclosure_opening select * from copy_of_openings",
                "drop table copy_of_keys",
                "drop table copy_of_openings");
        assertThat(disclosures.open(log.name().id(), 0, "po-1").openings()).isNotEmpty();
        assertThat(erasures.replay()).isGreaterThanOrEqualTo(1);
        assertThat(disclosures.open(log.name().id(), 0, "po-1").openings()).isEmpty();
        assertThat(erasures.replay()).isZero();
    }

    @Test
    void aCopyOfTheKeysIsUnreadableOnceTheMonthHasTurned() throws Exception {
        epochs.turn();
        append(PUPIL + 2, PUPIL + 3);
        log.execute(
                "create table old_backup as select * from disclosure_subject_key where "
                        + log.own());
        erase(PUPIL + 2).statusCode(200);
        String month = wrapping.epoch();
        turn(Duration.ofDays(32));
        assertThat(wrapping.epoch()).isNotEqualTo(month);
        assertThat(disclosures.open(log.name().id(), 1, "po-1").openings()).isNotEmpty();
        log.execute(
                "update disclosure_subject_key k set subject = c.subject, wrapped_key = c.wrapped_key,"
                        + " epoch = c.epoch from old_backup c where c.id = k.id",
                "insert into disclosure_opening (log_id, leaf_index, subject_key, sealed)"
                        + " select k.log_id, 0, k.id, '\\x00' from disclosure_subject_key k"
                        + " where k.id = (select subject_key from disclosure_leaf where leaf_index = 0 and "
                        + log.own()
                        + ")",
                "drop table old_backup");
        assertThatThrownBy(() -> disclosures.open(log.name().id(), 0, "po-1"))
                .isInstanceOf(LogUnavailableException.class);
        assertThat(last(LeafKind.KEY_EVENT).detail()).containsEntry("event", "epoch-destroyed");
        log.execute(
                "delete from disclosure_subject_key where "
                        + "not exists (select 1 from disclosure_leaf l where l.subject_key = disclosure_subject_key.id) and "
                        + log.own(),
                "delete from disclosure_opening where leaf_index = 0 and " + log.own(),
                "update disclosure_subject_key set subject = null, wrapped_key = null, epoch = null where "
                        + log.own());
    }

    @Test
    void whatIsMissingFromTheOrderIsSaid() {
        order(Map.of("ground", "artikel 17 AVG")).statusCode(400);
        order(Map.of("pupil", pupil(1))).statusCode(400);
        order(Map.of("pupil", pupil(1), "ground", " ")).statusCode(400);
        order(
                        Map.of(
                                "pupil",
                                Map.of("sourceSystem", "none", "reference", "x"),
                                "ground",
                                "artikel 17 AVG"))
                .statusCode(404);
    }

    @Test
    @TestSecurity(user = "fg-1", roles = "fg")
    void whoSupervisesDoesNotErase() {
        erase(PUPIL).statusCode(403);
    }

    private void turn(Duration later) throws Exception {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        new SubjectKeyEpochs(store, epochKeys, wrapping, epochs, nodeLog, clock).turn();
    }

    private static Map<String, String> pupil(int number) {
        return Map.of("sourceSystem", TestSubjects.SOURCE, "reference", Integer.toString(number));
    }

    private static io.restassured.response.ValidatableResponse erase(int number) {
        return order(Map.of("pupil", pupil(number), "ground", "artikel 17 AVG"));
    }

    private static io.restassured.response.ValidatableResponse order(Map<String, Object> body) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/disclosures/_erase")
                .then();
    }

    private LogEntry last(LeafKind kind) {
        DisclosureFilter all = DisclosureFilter.all();
        DisclosureFilter filter =
                new DisclosureFilter(
                        all.from(),
                        all.until(),
                        all.convenantHash(),
                        all.counterpart(),
                        java.util.Set.of(kind),
                        all.exchangeId(),
                        all.purpose(),
                        all.legalBasis(),
                        List.of());
        return disclosures.find(filter, Optional.empty(), 1, "po-1").found().getFirst().entry();
    }

    private LogReport verify() {
        HttpClient client = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        HttpLogSource source =
                new HttpLogSource(
                        client,
                        URI.create(NodeClient.address()),
                        log.name().id(),
                        Optional.empty());
        return LogVerifier.verify(source, "node", List.of(), List.of(), _ -> {});
    }

    private void append(int... pupils) {
        List<Leaf> leaves = java.util.Arrays.stream(pupils).mapToObj(log::outcome).toList();
        QuarkusTransaction.requiringNew().run(() -> disclosureLog.append(log.name(), leaves));
    }
}
