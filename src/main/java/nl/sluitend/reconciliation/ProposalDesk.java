package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.psi.Answer;

/** Probable matches for the people who have to say whether it is one child. */
@ApplicationScoped
public class ProposalDesk {

    private static final String ACTIVITY = "probable-match";

    private final Proposals proposals;
    private final ProposalRows rows;
    private final OwnLists ownLists;
    private final NodeLog nodeLog;
    private final Transactions transactions;
    private final Clock clock;

    ProposalDesk(
            Proposals proposals,
            ProposalRows rows,
            OwnLists ownLists,
            NodeLog nodeLog,
            Transactions transactions,
            Clock clock) {
        this.proposals = proposals;
        this.rows = rows;
        this.ownLists = ownLists;
        this.nodeLog = nodeLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What there is, the newest first, at most 500; the node log says who looked. */
    public List<ProposalView> list(String officer) {
        return transactions.run(
                () -> {
                    List<ProposalView> all = rows.newest().stream().map(this::view).toList();
                    consulted(Map.of("consulted", "proposals", "found", all.size()), officer);
                    return all;
                });
    }

    /** How many wait for an answer of this party: a number, about nobody. */
    public int waiting() {
        return transactions.run(() -> rows.unanswered(clock.instant()));
    }

    /** When the first of those that wait lapses; nothing when none waits. */
    public Optional<Instant> firstLapse() {
        return transactions.run(() -> rows.firstLapse(clock.instant()));
    }

    /** One of them; the node log says who looked. */
    public Optional<ProposalView> find(UUID id, String officer) {
        return transactions.run(
                () -> {
                    Optional<StoredProposal> found = rows.find(id);
                    found.ifPresent(
                            _ ->
                                    consulted(
                                            Map.of(
                                                    "consulted",
                                                    "proposal",
                                                    "proposal",
                                                    id.toString()),
                                            officer));
                    return found.map(this::view);
                });
    }

    /**
     * Gives this party's answer; the node log says who did, and not what was answered.
     *
     * @throws nl.sluitend.problem.ProblemException 404 {@code unknown-proposal}, 409 {@code
     *     already-answered} or {@code proposal-over}
     */
    public ProposalView answer(UUID id, Answer answer, String officer) {
        return transactions.run(
                () -> {
                    StoredProposal answered = proposals.answer(id, answer);
                    consulted(
                            Map.of("consulted", "proposal-answer", "proposal", id.toString()),
                            officer);
                    return view(answered);
                });
    }

    private void consulted(Map<String, Object> what, String officer) {
        nodeLog.byOfficer(LeafKind.CONSULTATION, ACTIVITY, what, officer);
    }

    private ProposalView view(StoredProposal proposal) {
        return ProposalView.of(proposal, ownLists.references(proposal.registrations()).values());
    }
}
