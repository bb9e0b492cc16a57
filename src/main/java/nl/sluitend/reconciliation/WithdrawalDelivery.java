package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerHttp;

/** Brings an own withdrawal to the counterpart and keeps what it confirms. */
@ApplicationScoped
class WithdrawalDelivery {

    /** After this long without a confirmation people have to look at it. */
    static final Duration TERM = Duration.ofHours(24);

    private final WithdrawalRows rows;
    private final Withdrawals withdrawals;
    private final Counterparties counterparties;
    private final PeerHttp http;
    private final Transactions transactions;
    private final Alerts alerts;
    private final Clock clock;

    WithdrawalDelivery(
            WithdrawalRows rows,
            Withdrawals withdrawals,
            Counterparties counterparties,
            PeerHttp http,
            Transactions transactions,
            Alerts alerts,
            Clock clock) {
        this.rows = rows;
        this.withdrawals = withdrawals;
        this.counterparties = counterparties;
        this.http = http;
        this.transactions = transactions;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Sends it; whether the counterpart has confirmed now. */
    boolean deliver(UUID id) {
        StoredWithdrawal withdrawal = transactions.run(() -> rows.find(id).orElseThrow());
        if (withdrawal.confirmed().isPresent()) {
            return true;
        }
        Optional<Counterparty> peer = counterparties.find(withdrawal.counterpart());
        if (peer.isEmpty()) {
            return failed(id, "the operator no longer knows this counterparty");
        }
        PeerAnswer answer =
                http.send(
                        "POST",
                        peer.get(),
                        PeerWithdrawalResource.PATH,
                        PeerSessionResource.JOSE,
                        withdrawal.jws().getBytes(StandardCharsets.US_ASCII));
        return switch (answer) {
            case PeerAnswer.Answered answered ->
                    confirmed(withdrawal, new String(answered.body(), StandardCharsets.US_ASCII));
            case PeerAnswer.PeerProblem(String type, int status, String detail) ->
                    failed(
                            id,
                            "refused by the counterpart: %s (%d), %s"
                                    .formatted(type, status, detail));
            case PeerAnswer.Unreachable(String why) -> failed(id, "not reached: " + why);
            case PeerAnswer.TooLarge large -> failed(id, large.reason());
            case PeerAnswer.IdentityMismatch _ ->
                    failed(id, "identity-mismatch: another party answers at its address");
        };
    }

    private boolean confirmed(StoredWithdrawal withdrawal, String jws) {
        try {
            withdrawals.confirm(withdrawal, jws);
            return true;
        } catch (RefusedException e) {
            return failed(
                    withdrawal.id(),
                    "the answer is no confirmation: %s".formatted(e.refusal().detail()));
        } catch (LogUnavailableException _) {
            return failed(withdrawal.id(), "the disclosure log of this node cannot be written");
        }
    }

    private boolean failed(UUID id, String problem) {
        transactions.run(
                () -> {
                    rows.failed(id, problem);
                    return true;
                });
        return false;
    }

    /** Raises an alert for what was not confirmed within a day. */
    void watch() {
        transactions
                .run(() -> rows.unconfirmed(clock.instant().minus(TERM)))
                .forEach(
                        withdrawal ->
                                alerts.raise(
                                        "withdrawal-unconfirmed",
                                        withdrawal.id().toString(),
                                        ("De andere partij (%s) heeft na een dag nog niet bevestigd dat"
                                                        + " zij een ingetrokken overeenkomst heeft"
                                                        + " afgesloten. Neem contact met haar op.")
                                                .formatted(withdrawal.counterpart().value())));
    }
}
