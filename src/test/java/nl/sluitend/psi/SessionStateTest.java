package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluitend.psi.SessionEvent.CheckFailed;
import nl.sluitend.psi.SessionEvent.EvaluatedReleased;
import nl.sluitend.psi.SessionEvent.EvaluatedVerified;
import nl.sluitend.psi.SessionEvent.ExposuresVerified;
import nl.sluitend.psi.SessionEvent.ListsVerified;
import nl.sluitend.psi.SessionEvent.OffersExchanged;
import nl.sluitend.psi.SessionEvent.OutcomesReady;
import nl.sluitend.psi.SessionEvent.PeerAborted;
import nl.sluitend.psi.SessionEvent.PeerReceiptVerified;
import nl.sluitend.psi.SessionEvent.PeerResultChecked;
import nl.sluitend.psi.SessionEvent.StopRequested;
import nl.sluitend.psi.SessionEvent.Superseded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStateTest {

    private static final int ROUNDS = 2;
    private static final Refusal BAD_PROOF = new Refusal(RefusalType.PROOF_INVALID, "round 0");

    private static SessionState after(Role role, SessionEvent... events) {
        SessionState state = SessionState.offered(SessionMode.MATCH, role, ROUNDS);
        for (SessionEvent event : events) {
            state = next(state, event).state();
        }
        return state;
    }

    private static Step.Next next(SessionState state, SessionEvent event) {
        assertThat(state.on(event)).as("%s on %s", event, state).isInstanceOf(Step.Next.class);
        return (Step.Next) state.on(event);
    }

    private static void assertRejected(SessionState state, SessionEvent event) {
        assertThat(state.on(event))
                .isInstanceOfSatisfying(
                        Step.Rejected.class,
                        rejected ->
                                assertThat(rejected.refusal().type())
                                        .isEqualTo(RefusalType.OUT_OF_ORDER));
    }

    private static SessionState evaluating(Role role) {
        return after(role, new OffersExchanged(), new ListsVerified(), new ExposuresVerified());
    }

    private static SessionState computed(Role role) {
        SessionState state = evaluating(role);
        for (int j = 0; j < ROUNDS; j++) {
            SessionEvent released = new EvaluatedReleased(j);
            SessionEvent verified = new EvaluatedVerified(j);
            boolean initiator = role == Role.INITIATOR;
            state = next(state, initiator ? released : verified).state();
            state = next(state, initiator ? verified : released).state();
        }
        return state;
    }

    private static SessionState resultSent() {
        return next(computed(Role.INITIATOR), new OutcomesReady()).state();
    }

    private static SessionState agreed() {
        return next(resultSent(), new PeerResultChecked(true)).state();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aWholeSessionEndsAgreedAndShowsTheMatchesInItsLastStep(Role role) {
        SessionState agreed =
                next(next(computed(role), new OutcomesReady()).state(), new PeerResultChecked(true))
                        .state();

        Step.Next last = next(agreed, new PeerReceiptVerified());

        assertThat(last.state().ending()).contains(Ending.AGREED);
        assertThat(last.effects())
                .containsExactly(
                        Effect.LOG_RECEIPT,
                        Effect.LOG_SESSION_END,
                        Effect.SHOW_MATCHES,
                        Effect.WIPE_SECRETS);
    }

    @Test
    void exposureIsLoggedBeforeAnythingCanBeEvaluated() {
        SessionState elements = after(Role.INITIATOR, new OffersExchanged());

        assertThat(next(elements, new ListsVerified()).effects())
                .containsExactly(Effect.LOG_EXPOSURE);
        assertRejected(elements, new EvaluatedReleased(0));
        assertRejected(
                after(Role.INITIATOR, new OffersExchanged(), new ListsVerified()),
                new EvaluatedReleased(0));
    }

    @Test
    void outcomesAreLoggedBeforeTheResultIsSent() {
        SessionState state = evaluating(Role.INITIATOR);
        for (int j = 0; j < ROUNDS - 1; j++) {
            state = next(state, new EvaluatedReleased(j)).state();
            state = next(state, new EvaluatedVerified(j)).state();
        }
        state = next(state, new EvaluatedReleased(ROUNDS - 1)).state();

        Step.Next last = next(state, new EvaluatedVerified(ROUNDS - 1));

        assertThat(last.state().phase()).isEqualTo(Phase.COMPUTED);
        assertThat(next(last.state(), new OutcomesReady()).effects())
                .containsExactly(Effect.LOG_OUTCOMES);
        assertRejected(last.state(), new PeerResultChecked(true));
    }

    @Test
    void theInitiatorSendsTheNextRoundOnlyAfterTheAnswerToTheLast() {
        SessionState sent = next(evaluating(Role.INITIATOR), new EvaluatedReleased(0)).state();

        assertRejected(sent, new EvaluatedReleased(1));
        assertRejected(sent, new EvaluatedVerified(1));
        assertRejected(evaluating(Role.INITIATOR), new EvaluatedVerified(0));
    }

    @Test
    void theResponderEvaluatesARoundOnlyAfterTheInitiator() {
        SessionState state = evaluating(Role.RESPONDER);

        assertRejected(state, new EvaluatedReleased(0));
        assertRejected(next(state, new EvaluatedVerified(0)).state(), new EvaluatedVerified(1));
    }

    @Test
    void theLedgerIsChargedAtTheFirstChunkSentAndNotAgain() {
        Step.Next first = next(evaluating(Role.INITIATOR), new EvaluatedReleased(0));
        SessionState answered = next(first.state(), new EvaluatedVerified(0)).state();

        assertThat(first.effects()).containsExactly(Effect.CHARGE_LEDGER);
        assertThat(next(answered, new EvaluatedReleased(1)).effects()).isEmpty();
    }

    @Test
    void aFailedCheckBeforeTheFirstChunkEndsClean() {
        Step.Next end = next(evaluating(Role.INITIATOR), new CheckFailed(BAD_PROOF));

        assertThat(end.state().ending()).contains(Ending.ABORTED_CLEAN);
        assertThat(end.effects())
                .containsExactly(
                        Effect.LOG_REFUSAL,
                        Effect.LOG_SESSION_END,
                        Effect.WIPE_SECRETS,
                        Effect.TELL_PEER);
    }

    @Test
    void aFailedCheckAfterTheFirstChunkEndsExposedAndAlertsTheFg() {
        SessionState sent = next(evaluating(Role.INITIATOR), new EvaluatedReleased(0)).state();

        Step.Next end = next(sent, new CheckFailed(BAD_PROOF));

        assertThat(end.state().ending()).contains(Ending.ABORTED_EXPOSED);
        assertThat(end.effects()).contains(Effect.ALERT_FG);
    }

    @Test
    void aResponderThatOnlyReceivedEndsClean() {
        SessionState received = next(evaluating(Role.RESPONDER), new EvaluatedVerified(0)).state();

        Step.Next end = next(received, new StopRequested(StopReason.REVOKED));

        assertThat(end.state().ending()).contains(Ending.ABORTED_CLEAN);
        assertThat(end.state().evaluatedReceived()).isEqualTo(1);
    }

    @Test
    void aStrayMessageIsRefusedWithoutEndingTheSession() {
        SessionState state = evaluating(Role.RESPONDER);

        Step.Next same =
                next(state, new CheckFailed(new Refusal(RefusalType.OUT_OF_ORDER, "round 7")));

        assertThat(same.state()).isEqualTo(state);
        assertThat(same.effects()).containsExactly(Effect.LOG_REFUSAL);
    }

    @Test
    void onceComputedOnlyTheClockCanEndIt() {
        for (StopReason reason : List.of(StopReason.STOPPED, StopReason.REVOKED)) {
            assertRejected(computed(Role.RESPONDER), new StopRequested(reason));
            assertRejected(resultSent(), new StopRequested(reason));
        }
        assertThat(next(resultSent(), new StopRequested(StopReason.TIMED_OUT)).state().ending())
                .contains(Ending.ABORTED_EXPOSED);
    }

    @Test
    void differentResultsEndDisputedAndShowNothing() {
        Step.Next end = next(resultSent(), new PeerResultChecked(false));

        assertThat(end.state().ending()).contains(Ending.DISPUTED);
        assertThat(end.effects())
                .contains(Effect.ALERT_FG, Effect.LOG_SESSION_END)
                .doesNotContain(Effect.SHOW_MATCHES);
    }

    @Test
    void anAgreedSessionNeverEndsByItself() {
        for (StopReason reason : StopReason.values()) {
            assertRejected(agreed(), new StopRequested(reason));
        }
        assertThat(next(agreed(), new CheckFailed(BAD_PROOF)).state()).isEqualTo(agreed());
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void anAgreedSessionIsEndedByAnAbortOnlyFromBeforeBothResults(Phase peerPhase) {
        var abort = new PeerAborted(peerPhase, "stopped");
        if (peerPhase.compareTo(Phase.AGREED) < 0) {
            assertThat(next(agreed(), abort).state().ending()).contains(Ending.ABORTED_EXPOSED);
        } else {
            assertRejected(agreed(), abort);
        }
    }

    @Test
    void thePeersAbortIsNotAnsweredWithOne() {
        Step.Next end =
                next(evaluating(Role.RESPONDER), new PeerAborted(Phase.EVALUATING, "stopped"));

        assertThat(end.effects()).doesNotContain(Effect.TELL_PEER);
        assertThat(end.state().ending()).contains(Ending.ABORTED_CLEAN);
    }

    @Test
    void onlyAnOfferCanBeSuperseded() {
        assertThat(next(after(Role.INITIATOR), new Superseded()).state().ending())
                .contains(Ending.SUPERSEDED);
        assertRejected(evaluating(Role.INITIATOR), new Superseded());
    }

    @Test
    void nothingHappensAfterTheEnd() {
        SessionState end = next(agreed(), new PeerReceiptVerified()).state();

        for (SessionEvent event :
                List.of(
                        new OffersExchanged(),
                        new EvaluatedReleased(0),
                        new PeerReceiptVerified(),
                        new PeerAborted(Phase.OFFERED, "stopped"),
                        new CheckFailed(BAD_PROOF),
                        new StopRequested(StopReason.TIMED_OUT))) {
            assertRejected(end, event);
        }
    }
}
