package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.identifier.Oin;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;

/** Takes back a match that proved wrong, on both sides: {@code docs/protocol/withdrawal.md}. */
@ApplicationScoped
class Withdrawals {

    private final WithdrawalClosing closing;
    private final WithdrawalRows rows;
    private final Agreements agreements;
    private final Sessions sessions;
    private final OutcomeFeed feed;
    private final SignedMessages signed;
    private final SessionLog log;
    private final Incidents incidents;
    private final Transactions transactions;
    private final SchedulerClient jobs;
    private final Clock clock;

    Withdrawals(
            WithdrawalClosing closing,
            WithdrawalRows rows,
            Agreements agreements,
            Sessions sessions,
            OutcomeFeed feed,
            SignedMessages signed,
            SessionLog log,
            Incidents incidents,
            Transactions transactions,
            SchedulerClient jobs,
            Clock clock) {
        this.closing = closing;
        this.rows = rows;
        this.agreements = agreements;
        this.sessions = sessions;
        this.feed = feed;
        this.signed = signed;
        this.log = log;
        this.incidents = incidents;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Withdraws a match of this party; the counterpart is told by a job.
     *
     * @throws ProblemException 404 when there is no such match, 409 when a session is open or the
     *     match is from too long ago
     */
    StoredWithdrawal withdraw(String convenant, String casusnummer, WithdrawalReason reason) {
        StoredWithdrawal withdrawn =
                transactions.run(
                        () -> {
                            try {
                                return own(convenant, casusnummer, reason);
                            } catch (RefusedException e) {
                                throw ReconciliationProblems.of(e.refusal());
                            }
                        });
        incidents.tell(withdrawn.id());
        return withdrawn;
    }

    private StoredWithdrawal own(String convenant, String casusnummer, WithdrawalReason reason)
            throws RefusedException {
        Agreement agreement = agreements.find(convenant).orElseThrow(Withdrawals::unknown);
        closing.hold(convenant);
        List<OutcomeEntry> entries = feed.ofCase(convenant, casusnummer);
        if (entries.isEmpty()) {
            throw unknown();
        }
        WithdrawalRows.Matched found =
                rows.inRun(
                                entries.getFirst().runId(),
                                entries.stream().map(OutcomeEntry::registration).toList())
                        .orElseThrow(() -> tooOld(agreement.state()));
        WithdrawalClosing.Match match = closing.match(agreement, found);
        Octets tag = found.pupil().tag().orElseThrow();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UUID id = UUID.randomUUID();
        byte[] payload =
                MessageCodec.WITHDRAWAL.encode(
                        new Withdrawal(id, convenant, found.sid(), tag, reason, now));
        var withdrawal =
                new StoredWithdrawal(
                        id,
                        convenant,
                        agreement.counterpart(),
                        true,
                        found.sid(),
                        match.session().lane(),
                        tag,
                        match.casusnummer(),
                        reason,
                        now,
                        Messages.hash(payload),
                        signed.sign(payload),
                        Optional.empty(),
                        Optional.empty(),
                        match.received(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        closing.close(match, withdrawal);
        WithdrawalJobs.deliver(jobs, id, clock.instant());
        return withdrawal;
    }

    /** What became of a message, and the withdrawal that it began. */
    private record Received(Reply reply, Optional<UUID> begun) {}

    /** Closes what the counterpart withdrew, and confirms it. */
    Reply receive(Oin peer, String jws) {
        Received received = transactions.run(() -> handle(peer, jws));
        received.begun().ifPresent(incidents::tell);
        return received.reply();
    }

    private Received handle(Oin peer, String jws) {
        Optional<Agreement> agreement = Optional.empty();
        try {
            byte[] payload = signed.open(jws, peer);
            Withdrawal withdrawal = read(payload);
            Octets hash = Messages.hash(payload);
            Optional<StoredWithdrawal> known = known(peer, withdrawal, hash);
            if (known.isPresent()) {
                return new Received(
                        new Reply.Signed(known.get().answer().orElseThrow()), Optional.empty());
            }
            agreement = agreements.find(withdrawal.convenant(), peer);
            Reply reply =
                    accept(agreement.orElseThrow(Withdrawals::unknownToUs), withdrawal, hash, jws);
            return new Received(reply, Optional.of(withdrawal.id()));
        } catch (RefusedException e) {
            if (e.refusal().type() != RefusalType.SESSION_OPEN) {
                log.refusedOffer(agreement, peer, Optional.empty(), e.refusal());
            }
            return new Received(new Reply.Refused(e.refusal()), Optional.empty());
        }
    }

    private static Withdrawal read(byte[] payload) throws RefusedException {
        try {
            return MessageCodec.WITHDRAWAL.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private Optional<StoredWithdrawal> known(Oin peer, Withdrawal withdrawal, Octets hash)
            throws RefusedException {
        Optional<StoredWithdrawal> known = rows.find(withdrawal.id());
        if (known.isPresent()
                && (known.get().own()
                        || !known.get().counterpart().equals(peer)
                        || !known.get().hash().equals(hash))) {
            throw new RefusedException(
                    RefusalType.REPLAYED, "the number of the withdrawal was used before");
        }
        return known;
    }

    private Reply accept(Agreement agreement, Withdrawal message, Octets hash, String jws)
            throws RefusedException {
        closing.hold(message.convenant());
        WithdrawalRows.Matched found =
                sessions.find(message.sid())
                        .filter(s -> s.counterpart().equals(agreement.counterpart()))
                        .filter(s -> s.convenant().equals(message.convenant()))
                        .flatMap(_ -> rows.inSession(message.sid(), message.tag()))
                        .orElseThrow(Withdrawals::unknownToUs);
        if (rows.isWithdrawnByPeer(message.sid(), message.tag())) {
            throw new RefusedException(RefusalType.REPLAYED, "the match was withdrawn before");
        }
        WithdrawalClosing.Match match = closing.match(agreement, found);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String answer =
                signed.sign(
                        MessageCodec.WITHDRAWN.encode(
                                new Withdrawn(message.id(), hash, match.received(), now)));
        closing.close(
                match,
                new StoredWithdrawal(
                        message.id(),
                        message.convenant(),
                        agreement.counterpart(),
                        false,
                        message.sid(),
                        match.session().lane(),
                        message.tag(),
                        match.casusnummer(),
                        message.reason(),
                        now,
                        hash,
                        jws,
                        Optional.of(answer),
                        Optional.of(now),
                        match.received(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return new Reply.Signed(answer);
    }

    /**
     * Keeps and logs what the counterpart confirmed.
     *
     * @throws RefusedException when it is not the confirmation of this withdrawal
     */
    void confirm(StoredWithdrawal withdrawal, String jws) throws RefusedException {
        Withdrawn answer = readAnswer(signed.open(jws, withdrawal.counterpart()));
        if (!answer.id().equals(withdrawal.id())
                || !answer.withdrawal().equals(withdrawal.hash())) {
            throw new RefusedException(
                    RefusalType.RECEIPT_DIFFERS, "the answer is about another withdrawal");
        }
        transactions.run(
                () -> {
                    if (rows.confirm(withdrawal.id(), jws, answer.deleted(), clock.instant())) {
                        closing.confirmed(withdrawal, answer.deleted());
                    }
                    return true;
                });
    }

    private static Withdrawn readAnswer(byte[] payload) throws RefusedException {
        try {
            return MessageCodec.WITHDRAWN.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private static RefusedException unknownToUs() {
        return new RefusedException(
                RefusalType.UNKNOWN_MATCH,
                "this party has no such match with you any more; people have to speak about it");
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(
                        "unknown-match",
                        404,
                        "There is no such match",
                        "This party has no match with this casusnummer under this convenant now."
                                + " See /v1/matches."));
    }

    static ProblemException tooOld(ConvenantState state) {
        return new ProblemException(
                state == ConvenantState.IN_FORCE
                        ? Problem.of(
                                "match-too-old",
                                409,
                                "The match is from too long ago",
                                "After 90 days nothing is left with which both parties can name this"
                                        + " match. Nothing was changed. Let a run of this convenant"
                                        + " come to its end; if the pair still matches, withdraw it"
                                        + " then.")
                        : Problem.of(
                                "match-out-of-reach",
                                409,
                                "The match cannot be named any more",
                                "It is more than 90 days old, and the convenant is not in force: no run"
                                        + " finds it again. Nothing was changed. Speak to the other"
                                        + " party; each deletes what it received in its own systems,"
                                        + " and decides whether it has to be reported (art. 33"
                                        + " AVG)."));
    }
}
