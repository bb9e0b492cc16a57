package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.psi.SessionEvent.CheckFailed;
import nl.sluitend.psi.SessionEvent.FieldsReady;
import nl.sluitend.psi.SessionEvent.PeerAborted;
import nl.sluitend.psi.SessionEvent.PeerFieldsReceiptVerified;
import nl.sluitend.psi.SessionEvent.PeerFieldsVerified;
import nl.sluitend.psi.SessionEvent.PeerReceiptVerified;
import nl.sluitend.psi.SessionEvent.StopRequested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mode FIELDS from the first receipt on; before it the states are those of MATCH. */
class FieldsStateTest {

    private static final Refusal BAD = new Refusal(RefusalType.FIELDS_MISMATCH, "two records");

    private static SessionState state(Phase phase) {
        return new SessionState(
                SessionMode.FIELDS, Role.INITIATOR, phase, 2, 2, 2, Optional.empty());
    }

    private static Step.Next next(SessionState state, SessionEvent event) {
        assertThat(state.on(event)).as("%s on %s", event, state).isInstanceOf(Step.Next.class);
        return (Step.Next) state.on(event);
    }

    private static void assertRejected(SessionState state, SessionEvent event) {
        assertThat(state.on(event)).isInstanceOf(Step.Rejected.class);
    }

    @Test
    void theMatchesAreVisibleAndTheSecretsGoneBeforeTheFieldsBegin() {
        Step.Next due = next(state(Phase.AGREED), new PeerReceiptVerified());

        assertThat(due.state().phase()).isEqualTo(Phase.FIELDS_DUE);
        assertThat(due.effects())
                .containsExactly(Effect.LOG_RECEIPT, Effect.SHOW_MATCHES, Effect.WIPE_SECRETS);
    }

    @Test
    void disclosuresAreLoggedInTheStepThatLetsFieldsLeave() {
        assertThat(next(state(Phase.FIELDS_DUE), new FieldsReady()).effects())
                .containsExactly(Effect.LOG_DISCLOSURES);
        assertRejected(state(Phase.AGREED), new FieldsReady());
        assertRejected(state(Phase.FIELDS_DUE), new PeerFieldsVerified());
        assertRejected(state(Phase.FIELDS_SENT), new PeerFieldsReceiptVerified());
    }

    @Test
    void fieldsAreShownWithTheSecondReceiptOfThePeer() {
        SessionState held = next(state(Phase.FIELDS_SENT), new PeerFieldsVerified()).state();
        Step.Next last = next(held, new PeerFieldsReceiptVerified());

        assertThat(last.state().ending()).contains(Ending.AGREED);
        assertThat(last.effects())
                .containsExactly(
                        Effect.LOG_FIELDS_RECEIPT,
                        Effect.LOG_SESSION_END,
                        Effect.SHOW_FIELDS,
                        Effect.WIPE_SECRETS);
    }

    @Test
    void theEndingSaysWhetherOwnFieldsMayBeKnown() {
        Step.Next withheld = next(state(Phase.FIELDS_DUE), new StopRequested(StopReason.REVOKED));
        assertThat(withheld.state().ending()).contains(Ending.FIELDS_WITHHELD);
        assertThat(withheld.effects()).doesNotContain(Effect.ALERT_FG).contains(Effect.TELL_PEER);

        Step.Next exposed = next(state(Phase.FIELDS_SENT), new CheckFailed(BAD));
        assertThat(exposed.state().ending()).contains(Ending.FIELDS_EXPOSED);
        assertThat(exposed.effects())
                .contains(Effect.LOG_REFUSAL, Effect.ALERT_FG, Effect.TELL_PEER)
                .doesNotContain(Effect.SHOW_FIELDS);
    }

    @Test
    void whoSignedTheFieldsDoesNotBreakOff() {
        for (StopReason reason : StopReason.values()) {
            assertRejected(state(Phase.FIELDS_HELD), new StopRequested(reason));
        }
        assertThat(next(state(Phase.FIELDS_HELD), new CheckFailed(BAD)).state())
                .isEqualTo(state(Phase.FIELDS_HELD));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void thePeersAbortCountsOnlyFromAStateThatItCanBeIn(Phase peerPhase) {
        Set<Phase> before = EnumSet.range(Phase.OFFERED, Phase.RESULT_SENT);
        Set<Phase> after = EnumSet.of(Phase.FIELDS_DUE, Phase.FIELDS_SENT);
        var abort = new PeerAborted(peerPhase, "stopped");
        for (Phase own : List.of(Phase.FIELDS_DUE, Phase.FIELDS_SENT, Phase.FIELDS_HELD)) {
            if (after.contains(peerPhase)) {
                assertThat(next(state(own), abort).state().ending())
                        .contains(
                                own == Phase.FIELDS_DUE
                                        ? Ending.FIELDS_WITHHELD
                                        : Ending.FIELDS_EXPOSED);
            } else {
                assertRejected(state(own), abort);
            }
        }
        if (before.contains(peerPhase)) {
            assertThat(next(state(Phase.AGREED), abort).state().ending())
                    .contains(Ending.ABORTED_EXPOSED);
        } else {
            assertRejected(state(Phase.AGREED), abort);
        }
    }
}
