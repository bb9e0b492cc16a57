package nl.sluitend.reconciliation;

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

/** Brings an own notice to the recipient and keeps what it confirms. */
@ApplicationScoped
class NoticeDelivery {

    /** After this long without a confirmation people have to look at it. */
    static final Duration TERM = Duration.ofHours(24);

    /** After this long the node stops trying, and people have to tell it. */
    static final Duration LONGEST = Duration.ofDays(14);

    /** How long a received notice says whom it is about after people dealt with it. */
    static final Duration KEPT = Duration.ofDays(90);

    /** Sending the same again does not help; each time the recipient would log a refusal. */
    private static final Set<String> FINAL =
            Set.of(
                    RefusalType.UNKNOWN_MATCH.slug(),
                    RefusalType.REPLAYED.slug(),
                    RefusalType.UNSUPPORTED.slug(),
                    RefusalType.FIELD_NOT_PERMITTED.slug());

    private final NoticeRows rows;
    private final Notices notices;
    private final Counterparties counterparties;
    private final PeerHttp http;
    private final Transactions transactions;
    private final Alerts alerts;
    private final Clock clock;

    NoticeDelivery(
            NoticeRows rows,
            Notices notices,
            Counterparties counterparties,
            PeerHttp http,
            Transactions transactions,
            Alerts alerts,
            Clock clock) {
        this.rows = rows;
        this.notices = notices;
        this.counterparties = counterparties;
        this.http = http;
        this.transactions = transactions;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Sends it; whether nothing is left to send. */
    boolean deliver(UUID id) {
        StoredNotice notice = transactions.run(() -> rows.find(id).orElseThrow());
        if (notice.isOver()) {
            return true;
        }
        Optional<Counterparty> peer = counterparties.find(notice.counterpart());
        return peer.isEmpty()
                ? failed(notice, "the operator no longer knows this counterparty")
                : take(notice, send(peer.get(), notice.pair().orElseThrow()));
    }

    private PeerAnswer send(Counterparty peer, StoredNotice.Pair pair) {
        return http.send(
                "POST",
                peer,
                PeerNoticeResource.PATH,
                PeerSessionResource.JOSE,
                pair.jws().getBytes(StandardCharsets.US_ASCII));
    }

    /** What the answer makes of it; whether nothing is left to send. */
    boolean take(StoredNotice notice, PeerAnswer answer) {
        return switch (answer) {
            case PeerAnswer.Answered answered ->
                    confirmed(notice, new String(answered.body(), StandardCharsets.US_ASCII));
            case PeerAnswer.PeerProblem(String type, int status, String detail) -> {
                String problem =
                        "refused by the counterpart: %s (%d), %s".formatted(type, status, detail);
                yield FINAL.contains(type) ? giveUp(notice, problem) : failed(notice, problem);
            }
            case PeerAnswer.Unreachable(String why) -> failed(notice, "not reached: " + why);
            case PeerAnswer.TooLarge large -> failed(notice, large.reason());
            case PeerAnswer.IdentityMismatch _ ->
                    failed(notice, "identity-mismatch: another party answers at its address");
        };
    }

    private boolean confirmed(StoredNotice notice, String jws) {
        try {
            notices.confirm(notice, jws);
            return true;
        } catch (RefusedException e) {
            return failed(
                    notice, "the answer is no confirmation: %s".formatted(e.refusal().detail()));
        } catch (LogUnavailableException _) {
            return failed(notice, "the disclosure log of this node cannot be written");
        }
    }

    private boolean failed(StoredNotice notice, String problem) {
        if (clock.instant().isAfter(notice.at().plus(LONGEST))) {
            return giveUp(notice, problem);
        }
        transactions.run(
                () -> {
                    rows.failed(notice.id(), problem);
                    return true;
                });
        return false;
    }

    private boolean giveUp(StoredNotice notice, String problem) {
        Instant now = clock.instant();
        transactions.run(
                () -> {
                    rows.giveUp(notice.id(), problem, now);
                    return true;
                });
        alerts.raise(
                "notice-given-up",
                notice.id().toString(),
                ("Het lukt niet om %s via het knooppunt te vertellen wat is verbeterd, gewist of"
                                + " beperkt. Vertel het zelf (artikel 19 AVG). De pagina van het"
                                + " verzoek zegt aan wie.")
                        .formatted(name(notice)));
        return true;
    }

    private String name(StoredNotice notice) {
        return counterparties
                .find(notice.counterpart())
                .map(Counterparty::name)
                .orElse(notice.counterpart().value());
    }

    /** Raises an alert for what was not confirmed within a day, and forgets what is long over. */
    void watch() {
        Instant now = clock.instant();
        transactions.run(() -> rows.forgetHandled(now.minus(KEPT)));
        transactions
                .run(() -> rows.unconfirmed(now.minus(TERM)))
                .forEach(
                        notice ->
                                alerts.raise(
                                        "notice-unconfirmed",
                                        notice.id().toString(),
                                        ("%s heeft na een dag nog niet bevestigd dat zij weet wat is"
                                                        + " verbeterd, gewist of beperkt. Het knooppunt"
                                                        + " probeert het nog. Neem contact met haar op.")
                                                .formatted(name(notice))));
    }
}
