package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Alerts;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;

/**
 * What other parties told this one about pupils of whom they gave something (AVG art. 19). The node
 * changes nothing by itself: what it means here is for people to decide.
 */
@ApplicationScoped
public class ReceivedNotices {

    /** How many notices about one pair may wait for people here. */
    static final int MOST_WAITING = 10;

    private static final String ACTIVITY = "notice";

    private final NoticeRows rows;
    private final NoticeLog log;
    private final WithdrawalRows matches;
    private final WithdrawalClosing pairs;
    private final Agreements agreements;
    private final SignedMessages signed;
    private final SessionLog refusals;
    private final NodeLog nodeLog;
    private final Alerts alerts;
    private final Transactions transactions;
    private final Clock clock;

    ReceivedNotices(
            NoticeRows rows,
            NoticeLog log,
            WithdrawalRows matches,
            WithdrawalClosing pairs,
            Agreements agreements,
            SignedMessages signed,
            SessionLog refusals,
            NodeLog nodeLog,
            Alerts alerts,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.log = log;
        this.matches = matches;
        this.pairs = pairs;
        this.agreements = agreements;
        this.signed = signed;
        this.refusals = refusals;
        this.nodeLog = nodeLog;
        this.alerts = alerts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A notice with the number under which both parties speak of the pupil.
     *
     * @param casusnummer empty once it is forgotten, 90 days after people dealt with the notice
     */
    public record Opened(NoticeView notice, Optional<String> casusnummer) {}

    /** What came in: first what nobody dealt with, then the newest; at most 200. */
    @Transactional
    public List<NoticeView> list() {
        return rows.received().stream().map(StoredNotice::view).toList();
    }

    /** One of them; the node log says who looked. */
    @Transactional
    public Optional<Opened> open(UUID id, String officer) {
        Optional<StoredNotice> found = rows.find(id).filter(notice -> !notice.own());
        found.ifPresent(
                notice ->
                        nodeLog.byOfficer(
                                LeafKind.CONSULTATION,
                                ACTIVITY,
                                Map.of("consulted", "notice", "notice", id.toString()),
                                officer));
        return found.map(notice -> new Opened(notice.view(), notice.casusnummer()));
    }

    /**
     * Keeps that people dealt with it.
     *
     * @param handling what they did, in words; names nobody
     * @return whether that was not kept before
     */
    @Transactional
    public boolean handle(UUID id, String handling, String officer) {
        boolean first = rows.handle(id, handling, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (first) {
            nodeLog.byOfficer(
                    LeafKind.NOTICE,
                    ACTIVITY,
                    Map.of("step", "handled", "notice", id.toString(), "reason", handling),
                    officer);
        }
        return first;
    }

    /** What became of a message, and whether people have to be told. */
    private record Received(Reply reply, Optional<UUID> begun) {}

    /** Keeps what the counterpart tells, and confirms it. */
    Reply receive(Oin peer, String jws) {
        Received received = transactions.run(() -> handle(peer, jws));
        received.begun()
                .ifPresent(
                        id ->
                                alerts.raise(
                                        "notice-received",
                                        id.toString(),
                                        ("%s vertelt dat gegevens van een kind zijn verbeterd, gewist of beperkt, of dat een beperking voorbij is."
                                                        + " De privacy officer moet nagaan wat dat hier"
                                                        + " betekent. Zie Verzoeken.")
                                                .formatted(peer.value())));
        return received.reply();
    }

    private Received handle(Oin peer, String jws) {
        Optional<Agreement> agreement = Optional.empty();
        try {
            byte[] payload = signed.open(jws, peer);
            Notice notice = read(payload);
            Octets hash = Messages.hash(payload);
            rows.lock(notice.convenant());
            Optional<StoredNotice> known = known(peer, notice, hash);
            if (known.isPresent()) {
                return new Received(
                        new Reply.Signed(known.get().answer().orElseThrow()), Optional.empty());
            }
            agreement = agreements.find(notice.convenant(), peer);
            Reply reply =
                    accept(agreement.orElseThrow(ReceivedNotices::unknown), notice, hash, jws);
            return new Received(reply, Optional.of(notice.id()));
        } catch (RefusedException e) {
            refusals.refusedOffer(agreement, peer, Optional.empty(), e.refusal());
            return new Received(new Reply.Refused(e.refusal()), Optional.empty());
        }
    }

    private static Notice read(byte[] payload) throws RefusedException {
        try {
            return NoticeForms.NOTICE.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private Optional<StoredNotice> known(Oin peer, Notice notice, Octets hash)
            throws RefusedException {
        Optional<StoredNotice> known = rows.find(notice.id());
        if (known.isPresent()
                && (known.get().own()
                        || !known.get().counterpart().equals(peer)
                        || !known.get().hash().equals(Optional.of(hash)))) {
            throw new RefusedException(
                    RefusalType.REPLAYED, "the number of the notice was used before");
        }
        return known;
    }

    private Reply accept(Agreement agreement, Notice notice, Octets hash, String jws)
            throws RefusedException {
        WithdrawalClosing.Match match =
                matches.inSession(notice.sid(), notice.tag())
                        .map(found -> pairs.match(agreement, found))
                        .filter(found -> found.session().convenant().equals(agreement.hash()))
                        .filter(
                                found ->
                                        found.session()
                                                .counterpart()
                                                .equals(agreement.counterpart()))
                        .orElseThrow(ReceivedNotices::unknown);
        Set<String> given =
                agreement.convenant().fieldsOf(agreement.counterpart()).stream()
                        .map(Convenant.Field::name)
                        .collect(Collectors.toSet());
        if (!given.containsAll(notice.fields())) {
            throw new RefusedException(
                    RefusalType.FIELD_NOT_PERMITTED,
                    "the convenant does not let the sender give such a field");
        }
        if (rows.waiting(notice.sid(), notice.tag()) >= MOST_WAITING) {
            throw new RefusedException(
                    RefusalType.LIMIT_EXCEEDED,
                    "too many notices about this match wait for people");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String answer =
                signed.sign(NoticeForms.NOTICED.encode(new Noticed(notice.id(), hash, now)));
        rows.insert(
                new StoredNotice(
                        notice.id(),
                        false,
                        Optional.empty(),
                        notice.convenant(),
                        agreement.counterpart(),
                        notice.kind(),
                        notice.fields(),
                        now,
                        Optional.of(new StoredNotice.Pair(notice.sid(), notice.tag(), jws)),
                        Optional.of(match.casusnummer()),
                        Optional.of(hash),
                        Optional.of(answer),
                        Optional.of(now),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        log.received(notice, agreement, match.pupil(), match.casusnummer());
        return new Reply.Signed(answer);
    }

    private static RefusedException unknown() {
        return new RefusedException(
                RefusalType.UNKNOWN_MATCH,
                "this party has no such match with you any more; people have to speak about it");
    }
}
