package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerHttp;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.reconciliation.StoredProposal.State;

/**
 * Brings the own answer to the counterpart: first the commitment, and once both have committed what
 * opens it.
 */
@ApplicationScoped
class ProposalDelivery {

    /** After this long without word of the counterpart people have to look at it. */
    static final Duration TERM = Duration.ofHours(24);

    /** Sending the same again does not help; each time the counterpart would log a refusal. */
    private static final Set<String> FINAL =
            Set.of(
                    RefusalType.UNKNOWN_PROPOSAL.slug(),
                    RefusalType.PROPOSAL_OVER.slug(),
                    RefusalType.REPLAYED.slug(),
                    RefusalType.REFLECTED.slug(),
                    RefusalType.NOT_PERMITTED.slug(),
                    RefusalType.ANSWER_DIFFERS.slug(),
                    RefusalType.UNSUPPORTED.slug());

    private final ProposalRows rows;
    private final Proposals proposals;
    private final Counterparties counterparties;
    private final PeerHttp http;
    private final Transactions transactions;
    private final SchedulerClient jobs;
    private final Alerts alerts;
    private final Clock clock;

    ProposalDelivery(
            ProposalRows rows,
            Proposals proposals,
            Counterparties counterparties,
            PeerHttp http,
            Transactions transactions,
            SchedulerClient jobs,
            Alerts alerts,
            Clock clock) {
        this.rows = rows;
        this.proposals = proposals;
        this.counterparties = counterparties;
        this.http = http;
        this.transactions = transactions;
        this.jobs = jobs;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** What is to be done with the answer of the counterpart. */
    interface Taker {
        void take(String jws) throws RefusedException;
    }

    /** Takes every step that can be taken now; whether nothing is left to send for the moment. */
    boolean deliver(UUID id) {
        StoredProposal proposal = find(id);
        if (proposal.state() != State.OPEN || proposal.own().isEmpty()) {
            return true;
        }
        try {
            StoredProposal.Own own = proposal.own().get();
            if (own.held().isEmpty()) {
                boolean over =
                        send(
                                proposal,
                                PeerProposalResource.COMMITMENTS,
                                own.commit(),
                                jws -> proposals.held(proposal, jws));
                if (!over || find(id).own().flatMap(StoredProposal.Own::held).isEmpty()) {
                    return over;
                }
            }
            Optional<String> opening = proposals.opening(id);
            // Without it the counterpart has not committed; its commitment schedules this again.
            return opening.isEmpty()
                    || send(
                            proposal,
                            PeerProposalResource.OPENINGS,
                            opening.get(),
                            jws -> proposals.opened(id, jws));
        } catch (LogUnavailableException _) {
            return failed(id, "the disclosure log of this node cannot be written");
        }
    }

    private StoredProposal find(UUID id) {
        return transactions.run(() -> rows.find(id).orElseThrow());
    }

    private boolean send(StoredProposal proposal, String path, String jws, Taker taker) {
        UUID id = proposal.id();
        Optional<Counterparty> peer = counterparties.find(proposal.counterpart());
        if (peer.isEmpty()) {
            return failed(id, "the operator no longer knows this counterparty");
        }
        PeerAnswer answer =
                http.send(
                        "POST",
                        peer.get(),
                        path,
                        PeerSessionResource.JOSE,
                        jws.getBytes(StandardCharsets.US_ASCII));
        return take(id, answer, taker);
    }

    /** What the answer makes of it; whether nothing is left to send. */
    boolean take(UUID id, PeerAnswer answer, Taker taker) {
        return switch (answer) {
            case PeerAnswer.Answered answered -> {
                try {
                    taker.take(new String(answered.body(), StandardCharsets.US_ASCII));
                    yield true;
                } catch (RefusedException e) {
                    yield failed(
                            id, "the answer cannot be taken: %s".formatted(e.refusal().detail()));
                }
            }
            case PeerAnswer.PeerProblem(String type, int status, String detail) -> {
                failed(
                        id,
                        "refused by the counterpart: %s (%d), %s".formatted(type, status, detail));
                if (type.equals(RefusalType.UNKNOWN_PROPOSAL.slug())) {
                    unknown(id);
                }
                yield FINAL.contains(type);
            }
            case PeerAnswer.Unreachable(String why) -> failed(id, "not reached: " + why);
            case PeerAnswer.TooLarge large -> failed(id, large.reason());
            case PeerAnswer.IdentityMismatch _ ->
                    failed(id, "identity-mismatch: another party answers at its address");
        };
    }

    /**
     * The two nodes do not hold the same: a key was lost, or a database put back. It stays open
     * until its term, in case the counterpart commits after all; were it over, the next run would
     * ask people again who have answered.
     */
    private void unknown(UUID id) {
        alerts.raise(
                "proposal-unknown",
                id.toString(),
                ("De andere partij (%s) kent een paar niet dat aan mensen is voorgelegd. Het"
                                + " antwoord wordt niet nog eens verstuurd; antwoordt de ander niet,"
                                + " dan vervalt het paar na zijn termijn. Vraag haar of er een sleutel"
                                + " kwijt is of een back-up is teruggezet.")
                        .formatted(find(id).counterpart().value()));
    }

    private boolean failed(UUID id, String problem) {
        transactions.run(
                () -> {
                    rows.failed(id, problem);
                    return true;
                });
        return false;
    }

    /**
     * Ends what lapsed, goes on where both parties have committed, and raises an alert for an
     * answer that the counterpart does not hold after a day.
     */
    void watch() {
        Instant now = clock.instant();
        for (StoredProposal proposal : transactions.run(rows::open)) {
            if (proposals.lapse(proposal.id()) || proposal.own().isEmpty()) {
                continue;
            }
            // What was refused for good is not sent again.
            if (proposal.bothCommitted() && proposal.problem().isEmpty()) {
                ProposalJobs.deliver(jobs, proposal.id(), now);
            }
            StoredProposal.Own own = proposal.own().get();
            if (own.held().isEmpty() && own.at().isBefore(now.minus(TERM))) {
                alerts.raise(
                        "proposal-undelivered",
                        proposal.id().toString(),
                        ("De andere partij (%s) heeft na een dag nog niet bevestigd dat zij een"
                                        + " antwoord over een voorgelegd paar heeft. Neem contact"
                                        + " met haar op.")
                                .formatted(proposal.counterpart().value()));
            }
        }
    }
}
