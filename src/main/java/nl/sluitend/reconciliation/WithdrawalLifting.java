package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Octets;

/**
 * Lifts a withdrawal that was itself a mistake: this party puts the key of the pair into its lists
 * again. The other keeps its own key out until its people lift it too, so the pair matches again
 * only when both did. Nothing is told to the counterpart.
 */
@ApplicationScoped
class WithdrawalLifting {

    private final WithdrawalRows rows;
    private final WithdrawnKeys keys;
    private final WithdrawalClosing closing;
    private final NodeLog nodeLog;
    private final Clock clock;

    WithdrawalLifting(
            WithdrawalRows rows,
            WithdrawnKeys keys,
            WithdrawalClosing closing,
            NodeLog nodeLog,
            Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.closing = closing;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /**
     * Lifts it, whoever withdrew, and with it that of the other party about the same pair. In the
     * caller's transaction, with its log entries.
     *
     * @param officer who lifts, by the subject of the access token
     * @throws ProblemException 404 when there is no such withdrawal, 409 when it was lifted before
     *     or a session is open
     */
    StoredWithdrawal lift(UUID id, String explanation, String officer) {
        StoredWithdrawal withdrawal = rows.find(id).orElseThrow(WithdrawalLifting::unknown);
        try {
            closing.hold(withdrawal.convenant());
            List<WithdrawalRows.KeyRow> pair =
                    rows.keysOfPair(withdrawal.convenant(), withdrawal.casusnummer());
            if (pair.isEmpty()) {
                throw lifted();
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            for (WithdrawalRows.KeyRow row : pair) {
                Octets mac = keys.macOfLifted(row);
                rows.lift(row.id(), mac, now, explanation);
                closing.lifted(withdrawal, row);
            }
        } catch (RefusedException e) {
            throw ReconciliationProblems.of(e.refusal());
        }
        nodeLog.byOfficer(
                LeafKind.INCIDENT,
                Incidents.ACTIVITY,
                Map.of("step", "lifted", "withdrawal", id.toString()),
                officer);
        return rows.find(id).orElseThrow();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("This party has no such withdrawal."));
    }

    private static ProblemException lifted() {
        return new ProblemException(
                Problem.of(
                        "already-lifted",
                        409,
                        "The withdrawal was lifted before",
                        "This party lets the pair match again already. It matches when the other"
                                + " party lifted its withdrawal too."));
    }
}
