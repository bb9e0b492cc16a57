package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.Confirmation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.reconciliation.StoredProposal.State;

/**
 * Answers of this party's people about probable matches, and what the counterpart says to them:
 * {@code docs/protocol/proposals.md}. Nothing is told of an answer before both parties have
 * committed to theirs.
 */
@ApplicationScoped
class Proposals {

    private static final int SALT_LENGTH = 32;

    private final ProposalRows rows;
    private final ProposalEnding ending;
    private final Agreements agreements;
    private final OwnLists ownLists;
    private final SignedMessages signed;
    private final OwnParty own;
    private final Transactions transactions;
    private final SchedulerClient jobs;
    private final Clock clock;
    private final SecureRandom random;

    Proposals(
            ProposalRows rows,
            ProposalEnding ending,
            Agreements agreements,
            OwnLists ownLists,
            SignedMessages signed,
            OwnParty own,
            Transactions transactions,
            SchedulerClient jobs,
            Clock clock,
            SecureRandom random) {
        this.rows = rows;
        this.ending = ending;
        this.agreements = agreements;
        this.ownLists = ownLists;
        this.signed = signed;
        this.own = own;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Gives the own answer, once and for all; the counterpart gets a commitment to it by a job. In
     * the caller's transaction.
     *
     * @throws ProblemException 404 when there is no such proposal, 409 when it is over or answered
     */
    StoredProposal answer(UUID id, Answer answer) {
        StoredProposal proposal = rows.lock(id).orElseThrow(Proposals::unknown);
        if (!isAnswerable(proposal) || isWithheld(proposal)) {
            throw over();
        }
        if (proposal.own().isPresent()) {
            throw answered();
        }
        return answer(proposal, answer);
    }

    private StoredProposal answer(StoredProposal proposal, Answer answer) {
        var octets = new byte[SALT_LENGTH];
        random.nextBytes(octets);
        Octets salt = Octets.of(octets);
        Confirmation given = proposal.confirmation(own.oin()).answer(answer, salt);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] commit =
                ProposalForms.COMMIT.encode(
                        new AnswerCommit(
                                proposal.convenant(),
                                proposal.sid(),
                                proposal.tag(),
                                given.own().orElseThrow(),
                                now));
        ending.logAnswered(proposal, answer);
        rows.answer(proposal.id(), answer, salt, now, signed.sign(commit));
        ProposalJobs.deliver(jobs, proposal.id(), clock.instant());
        return rows.find(proposal.id()).orElseThrow();
    }

    /** Whether people can answer it now. */
    boolean isAnswerable(StoredProposal proposal) {
        return proposal.state() == State.OPEN
                && !clock.instant().isAfter(proposal.lapses())
                && isInForce(proposal);
    }

    boolean isInForce(StoredProposal proposal) {
        return agreements
                .find(proposal.convenant())
                .filter(agreement -> agreement.state() == ConvenantState.IN_FORCE)
                .isPresent();
    }

    /**
     * Whether its pupil objected, or is shielded, since it was proposed: a match would tell the
     * counterpart of a pupil who takes no part any more.
     */
    private boolean isWithheld(StoredProposal proposal) {
        try {
            return !Collections.disjoint(proposal.registrations(), ownLists.stayingOut());
        } catch (RefusedException _) {
            return true;
        }
    }

    /**
     * The counterpart says that it holds the own commitment.
     *
     * @throws RefusedException when its answer is about another one
     */
    void held(StoredProposal sent, String jws) throws RefusedException {
        AnswerHeld answer;
        try {
            answer = ProposalForms.HELD.decode(signed.open(jws, sent.counterpart()));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        Octets commit = Messages.hash(ProposalForms.payload(sent.own().orElseThrow().commit()));
        if (!answer.commit().equals(commit)) {
            throw new RefusedException(
                    RefusalType.RECEIPT_DIFFERS, "the answer is about another commitment");
        }
        transactions.run(
                () -> {
                    rows.held(sent.id(), clock.instant());
                    return true;
                });
    }

    /**
     * The message that opens the own answer, fixed and logged before it may leave; nothing while
     * the counterpart has not committed to its own, or when the pupil takes no part any more.
     */
    Optional<String> opening(UUID id) {
        return transactions.run(
                () -> {
                    StoredProposal proposal = rows.lock(id).orElseThrow();
                    return proposal.state() == State.OPEN
                                    && isInForce(proposal)
                                    && proposal.confirmation(own.oin()).mayOpen()
                                    && !isWithheld(proposal)
                            ? Optional.of(fixOpening(proposal))
                            : Optional.empty();
                });
    }

    /** In the caller's transaction, the row locked and both commitments known. */
    String fixOpening(StoredProposal proposal) {
        StoredProposal.Own given = proposal.own().orElseThrow();
        return given.open()
                .orElseGet(
                        () -> {
                            String open =
                                    signed.sign(
                                            ProposalForms.OPEN.encode(
                                                    new AnswerOpen(
                                                            proposal.convenant(),
                                                            proposal.sid(),
                                                            proposal.tag(),
                                                            given.answer(),
                                                            given.salt(),
                                                            proposal.peer()
                                                                    .commitment()
                                                                    .orElseThrow())));
                            ending.logOpened(proposal, given.answer());
                            rows.opens(proposal.id(), open);
                            return open;
                        });
    }

    /**
     * Takes the counterpart's opened answer, which decides. In the caller's transaction, the row
     * locked and the proposal open.
     *
     * @throws RefusedException when it is not the answer that it committed to, or the own one has
     *     not left and the pupil takes no part any more
     */
    void opened(StoredProposal proposal, AnswerOpen message, String jws) throws RefusedException {
        if (proposal.own().flatMap(StoredProposal.Own::open).isEmpty() && isWithheld(proposal)) {
            throw new RefusedException(RefusalType.PROPOSAL_OVER, "the probable match is over");
        }
        Confirmation decided =
                RefusedException.orRefuse(
                        proposal.confirmation(own.oin())
                                .opens(message.answer(), message.salt(), message.commitment()));
        fixOpening(proposal);
        rows.peerOpens(proposal.id(), message.answer(), jws);
        ending.decide(proposal, decided.decision().orElseThrow());
    }

    /**
     * Takes the counterpart's opened answer that came back on our own.
     *
     * @throws RefusedException when it is not the answer that it committed to, or of another pair
     */
    void opened(UUID id, String jws) throws RefusedException {
        Optional<RefusedException> refused =
                transactions.run(
                        () -> {
                            StoredProposal proposal = rows.lock(id).orElseThrow();
                            if (proposal.state() != State.OPEN) {
                                return Optional.empty();
                            }
                            try {
                                opened(proposal, readOpening(proposal, jws), jws);
                                return Optional.empty();
                            } catch (RefusedException e) {
                                return Optional.of(e);
                            }
                        });
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private AnswerOpen readOpening(StoredProposal proposal, String jws) throws RefusedException {
        AnswerOpen message;
        try {
            message = ProposalForms.OPEN.decode(signed.open(jws, proposal.counterpart()));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        AnswerTerms terms = proposal.confirmation(own.oin()).terms();
        if (!message.convenant().equals(terms.convenant())
                || !message.sid().equals(terms.sid())
                || !message.tag().equals(terms.tag())) {
            throw new RefusedException(
                    RefusalType.ANSWER_DIFFERS, "the answer is about another probable match");
        }
        return message;
    }

    /** Ends it when its time is up, or its convenant is no longer in force; whether it did. */
    boolean lapse(UUID id) {
        return transactions.run(
                () -> {
                    StoredProposal proposal = rows.lock(id).orElseThrow();
                    boolean due =
                            proposal.state() == State.OPEN
                                    && (clock.instant().isAfter(proposal.waitsUntil())
                                            || !isInForce(proposal));
                    if (due) {
                        ending.lapse(proposal);
                    }
                    return due;
                });
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(
                        RefusalType.UNKNOWN_PROPOSAL.slug(),
                        404,
                        "There is no such probable match",
                        "This party has no probable match of this number. See /v1/proposals."));
    }

    private static ProblemException over() {
        return new ProblemException(
                Problem.of(
                        RefusalType.PROPOSAL_OVER.slug(),
                        409,
                        "The probable match is over",
                        "It was decided, it lapsed, a later run did not find it, the pupil takes no"
                                + " part any more, or the convenant is not in force."));
    }

    private static ProblemException answered() {
        return new ProblemException(
                Problem.of(
                        "already-answered",
                        409,
                        "The answer was given before",
                        "An answer binds and cannot be changed. A match that proves wrong can be"
                                + " withdrawn."));
    }
}
