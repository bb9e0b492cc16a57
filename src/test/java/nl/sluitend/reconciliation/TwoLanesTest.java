package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Tags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run in two lanes, by number and then by name (findings 18 and 23): a session for each, over
 * mutual TLS and PostgreSQL.
 */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class TwoLanesTest {

    private static final List<String> LANES = List.of("PGN", "DEMOGRAPHIC");
    private static final int ANNA = 0;
    private static final int BRAM = 1;
    private static final int CHRIS = 2;
    private static final int DAAN = 3;
    private static final int FEMKE = 1330;
    private static final int STRANGER = 30;

    @Inject ReconciliationFixture fixture;
    @Inject Sessions sessions;

    @BeforeEach
    void registerPupils() {
        fixture.register("lane-anna", ANNA, 10);
        fixture.register("lane-bram", BRAM, -1);
        fixture.register("lane-chris", CHRIS, 12);
        fixture.register("lane-daan", DAAN, 13);
    }

    /** The first lane, in which Anna matches; then the second with everybody by name. */
    private ScriptedPeer secondLane(ScriptedPeer first, Octets receipt) {
        return first.next(
                "DEMOGRAPHIC",
                Optional.of(receipt),
                IntStream.of(ANNA, BRAM, CHRIS, DAAN)
                        .mapToObj(ReconciliationFixture::nameKey)
                        .toList());
    }

    private ScriptedPeer firstLane() throws InvalidMessageException {
        ScriptedPeer first = fixture.peerWith(LANES, 10, STRANGER);
        first.reachEvaluating();
        first.evaluateAll();
        assertThat(first.matches()).hasSize(1);
        return first;
    }

    /** Of the peer's pupils only the one at this position in its list has a number. */
    private static Octets bits(ScriptedPeer peer, int numbered) {
        byte[] key = ReconciliationFixture.nameKey(numbered);
        int position = peer.own.position(key);
        return LaneBits.pack(
                peer.matches().stream().map(Tags.Match::position).map(p -> p == position).toList());
    }

    @Test
    void whoMatchedByNumberStaysOutOfTheSecondLaneAndContradictingNumbersAreAConflict()
            throws Exception {
        ScriptedPeer first = firstLane();
        ScriptedPeer second = secondLane(first, first.agree(first.result()));
        second.reachEvaluating();
        second.evaluateAll();

        assertThat(second.matches()).as("Anna did not enter").hasSize(3);
        second.agree(second.result(Optional.of(bits(second, CHRIS))));

        var outcomes = fixture.outcomes(first.convenant.hash());
        assertThat(outcomes.get("lane-anna")).containsEntry("outcome", "MATCHED");
        assertThat(outcomes.get("lane-bram")).containsEntry("outcome", "MATCHED");
        assertThat(outcomes.get("lane-chris"))
                .containsEntry("outcome", "CONFLICT")
                .containsEntry("casusnummer", null);
        assertThat(outcomes.get("lane-daan")).containsEntry("outcome", "MATCHED");
        JsonPath run = run(first.convenant.hash());
        assertThat(run.getString("state")).isEqualTo("COMPLETED");
        assertThat(run.getList("sessions.lane")).containsExactlyElementsOf(LANES);
        assertThat(run.getInt("sessions[1].matched")).isEqualTo(2);
        assertThat(run.getInt("sessions[1].conflicts")).isEqualTo(1);
    }

    /** One source system knows the number, another one the name alone; it is one child. */
    @Test
    void whatIsSaidOfOneRegistrationOfAPupilIsSaidOfTheOtherAndWithdrawnWithIt() throws Exception {
        fixture.register("lane-both", FEMKE, 1330);
        fixture.register("lane-name-alone", FEMKE, -1);
        ScriptedPeer first = fixture.peerWith(LANES, 1330);
        first.reachEvaluating();
        first.evaluateAll();
        ScriptedPeer second =
                first.next(
                        "DEMOGRAPHIC",
                        Optional.of(first.agree(first.result())),
                        List.of(ReconciliationFixture.nameKey(FEMKE)));
        second.reachEvaluating();
        second.evaluateAll();
        assertThat(second.matches()).as("the pupil matched by number").isEmpty();
        second.agree(second.result(Optional.of(LaneBits.pack(List.of()))));

        String convenant = first.convenant.hash();
        var number = fixture.last(convenant, "lane-both").get("casusnummer");
        assertThat(number).isNotNull();
        assertThat(fixture.last(convenant, "lane-name-alone"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("casusnummer", number);
        WithdrawalSteps.withdrawn(fixture, first, "lane-both");
        assertThat(fixture.last(convenant, "lane-name-alone"))
                .containsEntry("outcome", "WITHDRAWN")
                .containsEntry("retired", number);
    }

    /** {@code created} tells seconds, and two lanes can be opened within one. */
    @Test
    void lanesKeepTheirOrderWhateverTheTimeAtWhichTheyWereOpened() throws Exception {
        ScriptedPeer first = firstLane();
        ScriptedPeer second = secondLane(first, first.agree(first.result()));
        second.reachEvaluating();
        second.evaluateAll();
        second.agree(second.result(Optional.of(bits(second, CHRIS))));
        UUID run = UUID.fromString(run(first.convenant.hash()).getString("id"));

        for (String opened :
                List.of("created - interval '1 hour'", "created + interval '2 hours'")) {
            fixture.sql()
                    .run(
                            "UPDATE session SET created = "
                                    + opened
                                    + " WHERE run_id = ? AND lane = 'DEMOGRAPHIC'",
                            run);
            assertThat(sessions.ofRun(run))
                    .extracting(Session::lane)
                    .containsExactlyElementsOf(LANES);
            assertThat(sessions.lastAgreed(run)).hasValue(sessions.ofRun(run).getLast().sid());
        }
    }

    private static JsonPath run(String convenant) {
        JsonPath runs = NodeClient.given().get("/v1/runs").then().extract().jsonPath();
        String id = runs.getString("find { it.convenant == '" + convenant + "' }.id");
        return NodeClient.given().get("/v1/runs/" + id).then().extract().jsonPath();
    }

    /** Finding 18: the second lane stands on the receipt of the first, and on no other. */
    @Test
    void aSecondLaneNamesTheReceiptOfTheFirst() throws Exception {
        ScriptedPeer first = firstLane();
        Octets receipt = first.agree(first.result());

        for (Optional<Octets> other :
                List.of(Optional.<Octets>empty(), Optional.of(Messages.hash(new byte[] {9})))) {
            ScriptedPeer second =
                    first.next("DEMOGRAPHIC", other, List.of(ReconciliationFixture.nameKey(BRAM)));
            assertRefused(second.postOffer(second.offer()), RefusalType.NOT_PERMITTED);
        }
        ScriptedPeer again = first.next("PGN", Optional.of(receipt), List.of());
        assertRefused(again.postOffer(again.offer()), RefusalType.NOT_PERMITTED);
        ScriptedPeer second = secondLane(first, receipt);
        second.postOffer(second.offer()).then().statusCode(200);
    }

    @Test
    void aResultOfTheSecondLaneSaysWhoTookPartInTheFirst() throws Exception {
        ScriptedPeer first = firstLane();
        ScriptedPeer second = secondLane(first, first.agree(first.result()));
        second.reachEvaluating();
        second.evaluateAll();

        assertRefused(second.putResult(second.result()), RefusalType.UNSUPPORTED);

        assertThat(second.state().getString("ending")).isEqualTo("aborted-exposed");
        assertThat(fixture.leafKinds(first.convenant.hash())).endsWith("refusal", "session-end");
    }

    @Test
    void aResultOfTheFirstLaneHasNoLaneBits() throws Exception {
        ScriptedPeer first = firstLane();

        assertRefused(
                first.putResult(first.result(Optional.of(LaneBits.pack(List.of(true))))),
                RefusalType.UNSUPPORTED);
        assertEnded(fixture, first, "aborted-exposed", RefusalType.UNSUPPORTED);
    }
}
