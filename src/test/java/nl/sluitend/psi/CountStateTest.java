package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who evaluates in a count: the responder alone. */
class CountStateTest {

    private static SessionState evaluating(Role role) {
        SessionState state = SessionState.offered(CountingParties.MODE, role, 2);
        state = next(state, new SessionEvent.OffersExchanged()).state();
        state = next(state, new SessionEvent.ListsVerified()).state();
        return next(state, new SessionEvent.ExposuresVerified()).state();
    }

    private static Step.Next next(SessionState state, SessionEvent event) {
        assertThat(state.on(event)).isInstanceOf(Step.Next.class);
        return (Step.Next) state.on(event);
    }

    @Test
    void theResponderEvaluatesRoundByRoundAndIsCharged() {
        SessionState responder = evaluating(Role.RESPONDER);
        assertThat(responder.on(new SessionEvent.EvaluatedReleased(1)))
                .isInstanceOf(Step.Rejected.class);
        Step.Next first = next(responder, new SessionEvent.EvaluatedReleased(0));
        assertThat(first.effects()).containsExactly(Effect.CHARGE_LEDGER);
        Step.Next last = next(first.state(), new SessionEvent.EvaluatedReleased(1));
        assertThat(last.effects()).isEmpty();
        assertThat(last.state().phase()).isEqualTo(Phase.COMPUTED);
        assertThat(responder.on(new SessionEvent.EvaluatedVerified(0)))
                .isInstanceOf(Step.Rejected.class);
    }

    @Test
    void theCounterReceivesAndNeverEvaluates() {
        SessionState counter = evaluating(Role.INITIATOR);
        assertThat(counter.on(new SessionEvent.EvaluatedReleased(0)))
                .isInstanceOf(Step.Rejected.class);
        Step.Next first = next(counter, new SessionEvent.EvaluatedVerified(0));
        assertThat(first.effects()).containsExactly(Effect.CHARGE_LEDGER);
        Step.Next last = next(first.state(), new SessionEvent.EvaluatedVerified(1));
        assertThat(last.state().phase()).isEqualTo(Phase.COMPUTED);
    }

    @Test
    void aCountThatBreaksOffExposedTheRespondersListAlone() {
        var stop = new SessionEvent.StopRequested(StopReason.STOPPED);
        SessionState responder =
                next(evaluating(Role.RESPONDER), new SessionEvent.EvaluatedReleased(0)).state();
        assertThat(next(responder, stop).state().ending()).contains(Ending.ABORTED_EXPOSED);
        SessionState counter =
                next(evaluating(Role.INITIATOR), new SessionEvent.EvaluatedVerified(0)).state();
        assertThat(next(counter, stop).state().ending()).contains(Ending.ABORTED_CLEAN);
    }
}
