package nl.sluitend.convenant;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerAnswer.Answered;
import nl.sluitend.party.PeerAnswer.IdentityMismatch;
import nl.sluitend.party.PeerAnswer.PeerProblem;
import nl.sluitend.party.PeerAnswer.TooLarge;
import nl.sluitend.party.PeerAnswer.Unreachable;
import nl.sluitend.party.PeerHttp;
import org.jspecify.annotations.Nullable;

/** Brings content and signatures to the counterpart, as often as it takes. */
@ApplicationScoped
class ConvenantDelivery {

    static final String PEER_PATH = "/peer/v1/convenants";

    private static final String JSON = "application/json";

    private final ConvenantRepository repository;
    private final Counterparties counterparties;
    private final PeerHttp http;
    private final OwnParty own;
    private final Clock clock;

    ConvenantDelivery(
            ConvenantRepository repository,
            Counterparties counterparties,
            PeerHttp http,
            OwnParty own,
            Clock clock) {
        this.repository = repository;
        this.counterparties = counterparties;
        this.http = http;
        this.own = own;
        this.clock = clock;
    }

    private record Parcel(
            Oin counterpart,
            Optional<String> content,
            List<SignedStep> steps,
            boolean worthwhile) {}

    /**
     * Sends what the counterpart does not have yet.
     *
     * @return whether it has everything now, or needs nothing any more; else try again later
     */
    boolean deliver(String hash) {
        Parcel parcel = QuarkusTransaction.requiringNew().call(() -> parcel(hash));
        if (!parcel.worthwhile()) {
            return true;
        }
        Optional<Counterparty> peer = counterparties.find(parcel.counterpart());
        if (peer.isEmpty()) {
            return failed(hash, "the other party is not among the counterparties of this node");
        }
        if (parcel.content().isPresent()) {
            byte[] content = parcel.content().get().getBytes(StandardCharsets.UTF_8);
            PeerAnswer answer = http.send("PUT", peer.get(), PEER_PATH + "/" + hash, JSON, content);
            if (!(answer instanceof Answered)) {
                return failed(hash, reason(answer));
            }
            update(hash, row -> row.delivered = true);
        }
        for (SignedStep step : parcel.steps()) {
            PeerAnswer answer =
                    http.send(
                            "POST",
                            peer.get(),
                            PEER_PATH + "/" + hash + "/signatures",
                            JSON,
                            PeerMessages.signature(step.jws(), clock.instant()));
            if (answer instanceof PeerProblem(String type, _, _)
                    && type.equals("convenant-unknown")) {
                update(hash, row -> row.delivered = false);
            }
            if (!(answer instanceof Answered)) {
                return failed(hash, reason(answer));
            }
            update(
                    hash,
                    row ->
                            row.step(own.oin(), step.type())
                                    .ifPresent(sent -> sent.delivered = true));
        }
        update(hash, row -> row.deliveryProblem = null);
        return true;
    }

    private Parcel parcel(String hash) {
        ConvenantRow row =
                repository.findByIdOptional(hash).orElseThrow(ConvenantProblems::unknown);
        List<SignedStep> steps =
                row.steps.stream().filter(step -> !step.delivered).map(StepRow::toStep).toList();
        return new Parcel(
                new Oin(row.counterpart),
                row.delivered ? Optional.empty() : Optional.of(row.content),
                steps,
                row.proposed && (!row.delivered || !steps.isEmpty()));
    }

    private interface Change {
        void apply(ConvenantRow row);
    }

    private void update(String hash, Change change) {
        QuarkusTransaction.requiringNew().run(() -> repository.lock(hash).ifPresent(change::apply));
    }

    private boolean failed(String hash, @Nullable String reason) {
        update(hash, row -> row.deliveryProblem = reason);
        return false;
    }

    static String reason(PeerAnswer answer) {
        return switch (answer) {
            case Answered _ -> "";
            case PeerProblem(String type, int status, String detail) ->
                    "refused by the counterpart: %s (%d), %s".formatted(type, status, detail);
            case Unreachable(String why) -> "not reached: " + why;
            case TooLarge large -> large.reason();
            case IdentityMismatch(Optional<String> found) ->
                    "identity-mismatch: another party answers at its address, "
                            + found.orElse("without OIN");
        };
    }
}
