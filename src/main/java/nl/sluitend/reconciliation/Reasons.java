package nl.sluitend.reconciliation;

import java.util.Optional;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.StopReason;

/** Why a session ended, in one word. */
final class Reasons {

    private Reasons() {}

    /** In one word, for the log, the run and the peer. */
    static String of(SessionEvent event) {
        return switch (event) {
            case SessionEvent.CheckFailed(Refusal refusal) -> refusal.type().slug();
            case SessionEvent.StopRequested(StopReason why) -> why.code();
            case SessionEvent.PeerAborted _ -> "aborted-by-peer";
            case SessionEvent.Superseded _ -> "superseded";
            case SessionEvent.PeerResultChecked(boolean equal) -> equal ? "agreed" : "disputed";
            case SessionEvent.PeerReceiptVerified _, SessionEvent.PeerFieldsReceiptVerified _ ->
                    "agreed";
            case SessionEvent.OffersExchanged _,
                    SessionEvent.ListsVerified _,
                    SessionEvent.ExposuresVerified _,
                    SessionEvent.EvaluatedReleased _,
                    SessionEvent.EvaluatedVerified _,
                    SessionEvent.OutcomesReady _,
                    SessionEvent.FieldsReady _,
                    SessionEvent.PeerFieldsVerified _ ->
                    "none";
        };
    }

    /** Why the peer says that it ended the session, if it did. */
    static Optional<String> ofPeer(SessionEvent event) {
        return event instanceof SessionEvent.PeerAborted(Phase _, String why)
                ? Optional.of(why)
                : Optional.empty();
    }
}
