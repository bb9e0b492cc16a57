package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.Pupils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A pupil with a secret address or in a shelter never enters a run with another party, in whatever
 * mode, though another registration of the pupil says nothing of it.
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
class ShieldedInRunTest {

    private static final int SHIELDED = 1305;
    private static final int KNOWN = 1306;

    @Inject ReconciliationFixture fixture;
    @Inject ScriptedAnswerer answerer;
    @Inject Pupils pupils;

    @BeforeEach
    void oneOfTwoIsShielded() {
        fixture.register("opvang-onbekend", SHIELDED);
        fixture.register("opvang-bekend", SHIELDED, Map.of("shielded", true));
        fixture.register("gewoon", KNOWN);
    }

    /** How many pupils of the node's list in this session have a registration of that name. */
    private int entered(UUID sid, String reference) {
        return fixture.sql()
                .first(
                        "SELECT count(*) AS n FROM frozen_pupil f JOIN registration r ON r.id = ANY"
                                + " (f.registrations) WHERE f.sid = ? AND r.reference = ?",
                        row -> row.getInt("n"),
                        sid,
                        reference)
                .orElseThrow();
    }

    private void assertOnlyTheOtherEntered(UUID sid) {
        assertThat(entered(sid, "gewoon")).isEqualTo(1);
        assertThat(entered(sid, "opvang-onbekend")).isZero();
        assertThat(entered(sid, "opvang-bekend")).isZero();
    }

    private void assertTold(String convenant) {
        assertThat(fixture.last(convenant, "gewoon")).containsEntry("outcome", "MATCHED");
        for (String reference : List.of("opvang-onbekend", "opvang-bekend")) {
            assertThat(fixture.last(convenant, reference))
                    .containsEntry("outcome", "OUT_OF_SCOPE")
                    .containsEntry("rule", "shielded")
                    .containsEntry("casusnummer", null);
        }
    }

    @Test
    void inAMatchNeitherPartyFindsThePupil() throws Exception {
        ScriptedPeer peer = ended(fixture.peer(SHIELDED, KNOWN));
        assertThat(peer.matches()).hasSize(1);
        assertOnlyTheOtherEntered(peer.sid);
        assertTold(peer.convenant.hash());
    }

    @Test
    void ofThePupilNoFieldIsGiven() throws Exception {
        ScriptedFields peer = fixture.fieldsPeer(SHIELDED, KNOWN);
        assertThat(peer.exchange(Map.of("startDate", "2026-09-01"))).hasSize(1);
        assertOnlyTheOtherEntered(peer.sid);
        assertTold(peer.convenant.hash());
    }

    @Test
    void aCountOfTheOtherPartyDoesNotCountThePupil() throws Exception {
        fixture.forgetCounts();
        ScriptedCounter counter =
                fixture.counter(
                        List.of(
                                ReconciliationFixture.keys(
                                        IntStream.range(SHIELDED, SHIELDED + 20).toArray())));
        counter.reachEvaluating();
        counter.fetchAnswers();
        counter.agree(counter.result());
        assertOnlyTheOtherEntered(counter.sid);
        fixture.forgetCounts();
    }

    @Test
    void whoAsksDoesNotFindThePupilHere() throws Exception {
        ScriptedAsker asker = fixture.asker(SHIELDED, KNOWN);
        asker.reachEvaluating();
        asker.fetchAnswers(MessageCodec.OFFER.decode(asker.nodeOffer).n());
        assertThat(asker.found()).hasSize(1);
        assertOnlyTheOtherEntered(asker.sid);
        asker.settle(asker.result());
    }

    @Test
    void theNodeDoesNotAskAboutThePupil() throws Exception {
        answerer.agree(SHIELDED, KNOWN);
        assertOnlyTheOtherEntered(answerer.sid);
        assertTold(answerer.convenant.hash());
    }

    @Test
    void aPartOfTheNameProposesThePupilToNobody() throws Exception {
        NamedPupil hidden = NamedPupil.of(SHIELDED).numbered(SHIELDED);
        hidden.register("opvang-naam");
        ScriptedPeer peer =
                fixture.peerWith(
                        List.of(ProposalSteps.LANE.name()),
                        ProposalSteps.keys(ProposalSteps.LANE, hidden.movedTo("9909")));
        ProposalSteps.ended(peer, false);
        assertThat(peer.matches()).isEmpty();
        assertThat(entered(peer.sid, "opvang-naam")).isZero();
    }

    /** Both parties know of the match by then; what is held of the pupil they do not. */
    @Test
    void whoIsShieldedOrObjectsAfterTheMatchGivesNoFieldsAnyMore() throws Exception {
        fixture.register("gaat-naar-opvang", 1326, Map.of("lead", "RBL"));
        fixture.register("maakt-bezwaar", 1327, Map.of("lead", "RBL"));
        fixture.register("blijft", 1328, Map.of("lead", "RBL"));
        ScriptedFields peer = fixture.fieldsPeer(1326, 1327, 1328);
        peer.reachEvaluating();
        peer.evaluateAll();
        fixture.register("sinds-kort", 1326, Map.of("shielded", true));
        UUID request = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            pupils.remember(request, ReconciliationFixture.SOURCE, "maakt-bezwaar");
                            pupils.withhold(request, ExclusionReason.OBJECTION);
                        });
        peer.reachFieldsAfterRounds();
        List<FieldRecord> given = peer.exchangeOnly(Map.of("lead", "SWV"));
        assertThat(given)
                .hasSize(3)
                .extracting(record -> record.values().get("lead"))
                .containsExactlyInAnyOrder("RBL", null, null);
        assertThat(given)
                .filteredOn(record -> record.values().isEmpty())
                .as("not the first day of the absence either")
                .hasSize(2);
        QuarkusTransaction.requiringNew().run(() -> pupils.forget(request));
    }
}
