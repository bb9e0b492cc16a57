package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.psi.Ending;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.Pupil;
import nl.sluitend.registration.Pupils;
import org.junit.jupiter.api.Test;

/** What a run means for one pupil: who stays out, and what can be told afterwards. */
@QuarkusTest
@RolesOfSystems
class DataSubjectInRunTest {

    @Inject ReconciliationFixture fixture;
    @Inject Pupils pupils;
    @Inject Comparisons comparisons;

    @Test
    void whoObjectedIsNotComparedAndWhoWasComparedCanBeToldSo() throws Exception {
        fixture.register("subject-anna", 61);
        fixture.register("subject-bram", 62);
        UUID bram = remember(62);
        QuarkusTransaction.requiringNew()
                .run(() -> pupils.withhold(bram, ExclusionReason.OBJECTION));
        ScriptedPeer peer = fixture.peer(61, 62);
        peer.reachEvaluating();
        peer.evaluateAll();
        assertThat(peer.matches()).hasSize(1);
        peer.agree(peer.result());

        var outcomes = fixture.outcomes(peer.convenant.hash());
        assertThat(outcomes.get("subject-anna")).containsEntry("outcome", "MATCHED");
        assertThat(outcomes.get("subject-bram")).containsEntry("outcome", "OBJECTION");
        Comparison told = comparisonsOf(remember(61), peer).getFirst();
        assertThat(told.ending()).contains(Ending.AGREED);
        assertThat(told.exposed()).isTrue();
        assertThat(told.matched()).contains(true);
        assertThat(comparisonsOf(bram, peer)).isEmpty();
        assertThat(
                        comparisons
                                .standing(
                                        pupils.of(bram).registrations().stream()
                                                .map(HeldRegistration::id)
                                                .toList())
                                .stream()
                                .filter(s -> s.convenant().equals(peer.convenant.hash())))
                .extracting(Comparisons.Standing::outcome)
                .containsExactly("OBJECTION");
        QuarkusTransaction.requiringNew().run(() -> pupils.forget(bram));
    }

    @Test
    void aSessionThatBrokeOffAfterExposureIsToldToo() throws Exception {
        fixture.register("subject-chris", 63);
        ScriptedPeer peer = fixture.peer(63);
        peer.reachEvaluating();
        UUID chris = remember(63);
        assertThat(comparisonsOf(chris, peer).getFirst().exposed()).isFalse();
        peer.evaluateRound(0);
        Comparison told = comparisonsOf(chris, peer).getFirst();
        assertThat(told.exposed()).isTrue();
        assertThat(told.ending()).isEmpty();
        assertThat(told.matched()).isEmpty();
    }

    private UUID remember(int pupil) {
        UUID id = UUID.randomUUID();
        Bsn bsn = Bsn.parse(ReconciliationFixture.bsn(pupil)).orThrow();
        QuarkusTransaction.requiringNew().run(() -> pupils.remember(id, bsn));
        return id;
    }

    private List<Comparison> comparisonsOf(UUID caseId, ScriptedPeer peer) {
        Pupil pupil = pupils.of(caseId);
        return comparisons
                .of(
                        pupil.registrations().stream().map(HeldRegistration::id).toList(),
                        pupil.points())
                .stream()
                .filter(comparison -> comparison.convenant().equals(peer.convenant.hash()))
                .toList();
    }
}
