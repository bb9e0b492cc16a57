package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.problem.ProblemException;

/** Withdrawn matches and the incidents that they began, for the people who decide on them. */
@ApplicationScoped
public class IncidentDesk {

    private final Incidents incidents;
    private final Withdrawals withdrawals;
    private final WithdrawalRows rows;
    private final WithdrawalLifting lifting;
    private final NodeLog nodeLog;
    private final Transactions transactions;

    IncidentDesk(
            Incidents incidents,
            Withdrawals withdrawals,
            WithdrawalRows rows,
            WithdrawalLifting lifting,
            NodeLog nodeLog,
            Transactions transactions) {
        this.incidents = incidents;
        this.withdrawals = withdrawals;
        this.rows = rows;
        this.lifting = lifting;
        this.nodeLog = nodeLog;
        this.transactions = transactions;
    }

    /**
     * An incident with the withdrawal that began it.
     *
     * @param aware when this party knew
     * @param due when 72 hours have passed since (art. 33, first member, AVG)
     * @param reported whether it was reported; empty when nobody decided
     */
    public record Opened(
            UUID id,
            Instant aware,
            Instant due,
            Optional<Boolean> reported,
            Optional<String> explanation,
            Optional<Instant> decided,
            WithdrawalView withdrawal) {}

    /** What became of a decision. */
    public enum Decided {
        DONE,
        BEFORE,
        UNKNOWN
    }

    /**
     * What there is, the newest first; at most 500 of each.
     *
     * @param incidents with the withdrawal that began each
     */
    public record Lists(List<Opened> incidents, List<WithdrawalView> withdrawals) {}

    /** Incidents and withdrawals; the node log says who looked. */
    public Lists lists(String officer) {
        return transactions.run(
                () -> {
                    List<WithdrawalView> all = rows.newest().stream().map(this::view).toList();
                    consulted(Map.of("consulted", "withdrawals", "found", all.size()), officer);
                    return new Lists(incidents.newest().stream().map(this::opened).toList(), all);
                });
    }

    /** One withdrawal; the node log says who looked. */
    Optional<WithdrawalView> withdrawal(UUID id, String officer) {
        return transactions.run(
                () -> {
                    Optional<StoredWithdrawal> found = rows.find(id);
                    found.ifPresent(
                            _ ->
                                    consulted(
                                            Map.of(
                                                    "consulted",
                                                    "withdrawal",
                                                    "withdrawal",
                                                    id.toString()),
                                            officer));
                    return found.map(this::view);
                });
    }

    private void consulted(Map<String, Object> what, String officer) {
        nodeLog.byOfficer(LeafKind.CONSULTATION, Incidents.ACTIVITY, what, officer);
    }

    /** One incident; the node log says who looked. */
    public Optional<Opened> open(UUID id, String officer) {
        return transactions.run(
                () -> {
                    Optional<Incident> found = incidents.find(id);
                    found.ifPresent(
                            _ ->
                                    consulted(
                                            Map.of(
                                                    "consulted",
                                                    "incident",
                                                    "incident",
                                                    id.toString()),
                                            officer));
                    return found.map(this::opened);
                });
    }

    /** Keeps what was decided; the first decision stays. */
    public Decided decide(UUID id, boolean reported, String explanation, String officer) {
        Incident.Decision decision =
                reported ? Incident.Decision.REPORTED : Incident.Decision.NOT_REPORTED;
        if (incidents.decide(id, decision, explanation, officer).isPresent()) {
            return Decided.DONE;
        }
        return transactions.run(() -> incidents.exists(id)) ? Decided.BEFORE : Decided.UNKNOWN;
    }

    /**
     * Withdraws a match on both sides.
     *
     * @param reason name of a {@link WithdrawalReason}
     * @throws ProblemException 404 when there is no such match, 409 when a session is open or the
     *     match is from too long ago
     */
    public WithdrawalView withdraw(String convenant, String casusnummer, WithdrawalReason reason) {
        StoredWithdrawal withdrawn = withdrawals.withdraw(convenant, casusnummer, reason);
        return transactions.run(() -> view(withdrawn));
    }

    /**
     * Lets a withdrawn pair match again, as far as this party goes: the other has to lift its own.
     *
     * @param explanation why, without naming anybody
     * @throws ProblemException 404 when there is no such withdrawal, 409 when it was lifted before
     *     or a session is open
     */
    public WithdrawalView lift(UUID id, String explanation, String officer) {
        return transactions.run(() -> view(lifting.lift(id, explanation, officer)));
    }

    private Opened opened(Incident incident) {
        return new Opened(
                incident.id(),
                incident.aware(),
                incident.due(),
                incident.decision().map(Incident.Decision.REPORTED::equals),
                incident.explanation(),
                incident.decided(),
                view(rows.find(incident.withdrawal()).orElseThrow()));
    }

    private WithdrawalView view(StoredWithdrawal withdrawal) {
        return WithdrawalView.of(withdrawal, incidents.of(withdrawal.id()));
    }
}
