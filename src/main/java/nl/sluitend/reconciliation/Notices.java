package nl.sluitend.reconciliation;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import nl.sluitend.psi.RefusalType;

/**
 * Tells recipients through their nodes that what they received was put right, erased or restricted
 * (AVG art. 19): {@code docs/protocol/notices.md}.
 */
@ApplicationScoped
public class Notices {

    private static final String TOO_OLD =
            "from too long ago: nothing is left with which both parties can name this pupil";

    private final NoticeRows rows;
    private final NoticeLog log;
    private final WithdrawalRows matches;
    private final Agreements agreements;
    private final SignedMessages signed;
    private final Transactions transactions;
    private final SchedulerClient jobs;
    private final Clock clock;

    Notices(
            NoticeRows rows,
            NoticeLog log,
            WithdrawalRows matches,
            Agreements agreements,
            SignedMessages signed,
            Transactions transactions,
            SchedulerClient jobs,
            Clock clock) {
        this.rows = rows;
        this.log = log;
        this.matches = matches;
        this.agreements = agreements;
        this.signed = signed;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Writes to the log that the recipients are told, and lets a job tell them once the caller's
     * transaction is committed. A recipient that no name of the pupil is left for is kept as one
     * that people have to tell.
     *
     * @param request of the data subject
     * @param corrected names of the fields that were put right; none when it is the registration as
     *     a whole. A recipient that got none of them is not told; of the other kinds each recipient
     *     is told, of everything that it got
     * @return how many parties the node tells
     */
    @Transactional(MANDATORY)
    public int tell(
            UUID request,
            NoticeKind kind,
            List<String> corrected,
            List<Recipients.Recipient> recipients) {
        int told = 0;
        for (Recipients.Recipient recipient : recipients) {
            List<String> fields = new ArrayList<>(recipient.fields());
            if (kind == NoticeKind.RECTIFICATION) {
                fields.retainAll(corrected);
                if (fields.isEmpty() && !corrected.isEmpty()) {
                    continue;
                }
            }
            if (tell(request, kind, List.copyOf(new TreeSet<>(fields)), recipient)) {
                told++;
            }
        }
        return told;
    }

    private boolean tell(
            UUID request, NoticeKind kind, List<String> fields, Recipients.Recipient recipient) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Agreement> agreement =
                agreements.find(recipient.convenant(), recipient.counterpart());
        Optional<WithdrawalRows.Matched> found =
                recipient
                        .pair()
                        .filter(_ -> agreement.isPresent())
                        .flatMap(pair -> matches.inSession(pair.session(), pair.tag()));
        if (found.isEmpty()) {
            rows.insert(stored(id, request, kind, fields, recipient, now, Optional.empty()));
            return false;
        }
        Notice notice =
                new Notice(
                        id,
                        recipient.convenant(),
                        found.get().sid(),
                        found.get().pupil().tag().orElseThrow(),
                        kind,
                        fields,
                        now);
        rows.insert(stored(id, request, kind, fields, recipient, now, Optional.of(notice)));
        log.sent(notice, agreement.orElseThrow(), found.get().pupil());
        NoticeJobs.deliver(jobs, id, clock.instant());
        return true;
    }

    private StoredNotice stored(
            UUID id,
            UUID request,
            NoticeKind kind,
            List<String> fields,
            Recipients.Recipient recipient,
            Instant now,
            Optional<Notice> notice) {
        Optional<byte[]> payload = notice.map(NoticeForms.NOTICE::encode);
        boolean byHand = notice.isEmpty();
        return new StoredNotice(
                id,
                true,
                Optional.of(request),
                recipient.convenant(),
                recipient.counterpart(),
                kind,
                fields,
                now,
                notice.map(
                        n ->
                                new StoredNotice.Pair(
                                        n.sid(), n.tag(), signed.sign(payload.orElseThrow()))),
                Optional.empty(),
                payload.map(Messages::hash),
                Optional.empty(),
                Optional.empty(),
                byHand ? Optional.of(TOO_OLD) : Optional.empty(),
                byHand ? Optional.of(now) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whom this party told, or should tell, for a request, and how far that is. */
    @Transactional
    public List<NoticeView> ofRequest(UUID request) {
        return rows.ofRequest(request).stream().map(StoredNotice::view).toList();
    }

    /**
     * Keeps and logs what the counterpart confirmed.
     *
     * @throws RefusedException when it is not the confirmation of this notice
     */
    void confirm(StoredNotice notice, String jws) throws RefusedException {
        Noticed answer = read(signed.open(jws, notice.counterpart()));
        if (!answer.id().equals(notice.id())
                || !Optional.of(answer.notice()).equals(notice.hash())) {
            throw new RefusedException(
                    RefusalType.RECEIPT_DIFFERS, "the answer is about another notice");
        }
        transactions.run(
                () -> {
                    if (rows.confirm(notice.id(), jws, clock.instant())) {
                        agreements
                                .find(notice.convenant())
                                .ifPresent(agreement -> log.confirmed(notice, agreement));
                    }
                    return true;
                });
    }

    private static Noticed read(byte[] payload) throws RefusedException {
        try {
            return NoticeForms.NOTICED.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }
}
