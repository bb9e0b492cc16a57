package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.reconciliation.StoredProposal.State;

/**
 * What the counterpart answers about probable matches: {@code docs/protocol/proposals.md}. A check
 * that fails is logged and changes nothing.
 */
@ApplicationScoped
class PeerProposals {

    private final ProposalRows rows;
    private final Proposals proposals;
    private final Agreements agreements;
    private final ShownSessions shown;
    private final Sessions sessions;
    private final SignedMessages signed;
    private final SessionLog log;
    private final OwnParty own;
    private final Transactions transactions;
    private final SchedulerClient jobs;
    private final Clock clock;

    PeerProposals(
            ProposalRows rows,
            Proposals proposals,
            Agreements agreements,
            ShownSessions shown,
            Sessions sessions,
            SignedMessages signed,
            SessionLog log,
            OwnParty own,
            Transactions transactions,
            SchedulerClient jobs,
            Clock clock) {
        this.rows = rows;
        this.proposals = proposals;
        this.agreements = agreements;
        this.shown = shown;
        this.sessions = sessions;
        this.signed = signed;
        this.log = log;
        this.own = own;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Handles a message whose signature holds. */
    private interface Handler {
        Reply handle(byte[] payload) throws RefusedException;
    }

    /** Takes the counterpart's commitment; the answer says that we hold it. */
    Reply commit(Oin peer, String jws) {
        return handle(peer, jws, payload -> commit(peer, jws, payload));
    }

    /** Takes the counterpart's answer; ours goes back. */
    Reply open(Oin peer, String jws) {
        return handle(peer, jws, payload -> open(peer, jws, payload));
    }

    private Reply handle(Oin peer, String jws, Handler handler) {
        return transactions.run(
                () -> {
                    try {
                        return handler.handle(signed.open(jws, peer));
                    } catch (RefusedException e) {
                        if (e.refusal().type() != RefusalType.SESSION_OPEN) {
                            log.refusedOffer(
                                    agreement(peer, jws), peer, Optional.empty(), e.refusal());
                        }
                        return new Reply.Refused(e.refusal());
                    }
                });
    }

    /** The convenant that a refused message names, if it is one with its sender. */
    private Optional<Agreement> agreement(Oin peer, String jws) {
        try {
            byte[] payload = signed.open(jws, peer);
            return named(payload).flatMap(hash -> agreements.find(hash, peer));
        } catch (RefusedException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> named(byte[] payload) {
        try {
            return Optional.of(ProposalForms.COMMIT.decode(payload).convenant());
        } catch (InvalidMessageException _) {
            try {
                return Optional.of(ProposalForms.OPEN.decode(payload).convenant());
            } catch (InvalidMessageException _) {
                return Optional.empty();
            }
        }
    }

    private Reply commit(Oin peer, String jws, byte[] payload) throws RefusedException {
        AnswerCommit message;
        try {
            message = ProposalForms.COMMIT.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        StoredProposal proposal = proposal(peer, message.convenant(), message.sid(), message.tag());
        Optional<Octets> before = proposal.peer().commit().map(this::hash);
        if (before.equals(Optional.of(Messages.hash(payload)))) {
            return new Reply.Signed(proposal.peer().held().orElseThrow());
        }
        refuseUnlessOpen(proposal, proposal.lapses());
        if (before.isPresent()) {
            throw new RefusedException(RefusalType.REPLAYED, "you committed to an answer before");
        }
        RefusedException.orRefuse(proposal.confirmation(own.oin()).commits(message.commitment()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String held =
                signed.sign(ProposalForms.HELD.encode(new AnswerHeld(Messages.hash(payload), now)));
        rows.peerCommits(proposal.id(), message.commitment(), jws, held);
        if (proposal.own().isPresent()) {
            ProposalJobs.deliver(jobs, proposal.id(), clock.instant());
        }
        return new Reply.Signed(held);
    }

    private Reply open(Oin peer, String jws, byte[] payload) throws RefusedException {
        AnswerOpen message;
        try {
            message = ProposalForms.OPEN.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        StoredProposal proposal = proposal(peer, message.convenant(), message.sid(), message.tag());
        Optional<Octets> before = proposal.peer().open().map(this::hash);
        if (before.equals(Optional.of(Messages.hash(payload)))) {
            return new Reply.Signed(proposal.own().flatMap(StoredProposal.Own::open).orElseThrow());
        }
        if (before.isPresent()) {
            throw new RefusedException(RefusalType.REPLAYED, "you opened your answer before");
        }
        refuseUnlessOpen(proposal, proposal.waitsUntil());
        proposals.opened(proposal, message, jws);
        return new Reply.Signed(
                rows.find(proposal.id())
                        .flatMap(StoredProposal::own)
                        .flatMap(StoredProposal.Own::open)
                        .orElseThrow());
    }

    private StoredProposal proposal(Oin peer, String convenant, UUID sid, Octets tag)
            throws RefusedException {
        Optional<StoredProposal> found =
                rows.lock(sid, tag)
                        .filter(p -> p.counterpart().equals(peer))
                        .filter(p -> p.convenant().equals(convenant));
        if (found.isEmpty() && isYetToCome(peer, convenant, sid)) {
            throw new RefusedException(
                    RefusalType.SESSION_OPEN,
                    "what the session found is not shown here yet; try again");
        }
        return found.orElseThrow(
                () ->
                        new RefusedException(
                                RefusalType.UNKNOWN_PROPOSAL,
                                "this party has no such probable match with you"));
    }

    /** Whether the session may still propose it here: it goes on, or is not shown yet. */
    private boolean isYetToCome(Oin peer, String convenant, UUID sid) {
        return agreements.find(convenant, peer).isPresent()
                && (shown.isWaiting(convenant)
                        || sessions.find(sid)
                                .filter(session -> session.counterpart().equals(peer))
                                .filter(session -> session.convenant().equals(convenant))
                                .filter(session -> !session.settled())
                                .filter(session -> !session.state().phase().isFinal())
                                .isPresent());
    }

    private void refuseUnlessOpen(StoredProposal proposal, Instant until) throws RefusedException {
        if (proposal.state() != State.OPEN || clock.instant().isAfter(until)) {
            throw new RefusedException(RefusalType.PROPOSAL_OVER, "the probable match is over");
        }
        if (agreements
                .find(proposal.convenant())
                .filter(agreement -> agreement.state() == ConvenantState.IN_FORCE)
                .isEmpty()) {
            throw new RefusedException(RefusalType.NOT_PERMITTED, "the convenant is not in force");
        }
    }

    private Octets hash(String jws) {
        return Messages.hash(ProposalForms.payload(jws));
    }
}
