package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.sluitend.party.Counterparties;

/**
 * Who watches which log: the counterpart the log of its convenant, the neutral witness all of them.
 * The node log, which tells of consultations and erasures, is shown to the neutral one alone.
 */
@ApplicationScoped
class Witnesses {

    static final String COUNTERPART = "counterpart";
    static final String NEUTRAL = "neutral";

    private final Function<String, Optional<CounterpartLogs.Known>> convenants;
    private final Counterparties counterparties;
    private final Optional<Witness> neutral;

    @Inject
    Witnesses(Event<CounterpartLogs> question, Counterparties counterparties, WitnessConfig config)
            throws LogVerificationException {
        this(asked -> ask(question, asked), counterparties, neutral(config));
    }

    Witnesses(
            Function<String, Optional<CounterpartLogs.Known>> convenants,
            Counterparties counterparties,
            Optional<Witness> neutral) {
        this.convenants = convenants;
        this.counterparties = counterparties;
        this.neutral = neutral;
    }

    private static Optional<CounterpartLogs.Known> ask(
            Event<CounterpartLogs> question, String convenantHash) {
        CounterpartLogs asked = new CounterpartLogs(convenantHash);
        question.fire(asked);
        return asked.first();
    }

    private static Optional<Witness> neutral(WitnessConfig config) throws LogVerificationException {
        if (config.neutralWitness().isEmpty()) {
            return Optional.empty();
        }
        WitnessConfig.Neutral set = config.neutralWitness().get();
        VerifierKey key = VerifierKey.parse(set.vkey());
        if (key.type() != VerifierKey.SignatureType.ED25519_COSIGNATURE) {
            throw new LogVerificationException(
                    "sluitend.log.neutral-witness.vkey is not the key of a witness");
        }
        return Optional.of(new Witness(NEUTRAL, key, new Witness.Place.Neutral(set.url())));
    }

    /** The counterpart under a convenant, as the convenant names it. */
    Optional<CounterpartLogs.Known> counterpart(String convenantHash) {
        return convenants.apply(convenantHash);
    }

    /** The witness that the counterpart is, for a log of a convenant. */
    Optional<Witness> counterpartOf(LogName log) {
        return log.convenantHash()
                .flatMap(this::counterpart)
                .flatMap(
                        known ->
                                counterparties
                                        .find(known.oin())
                                        .map(
                                                party ->
                                                        new Witness(
                                                                COUNTERPART,
                                                                known.witnessKey(),
                                                                new Witness.Place.Peer(party))));
    }

    /** All witnesses of one of our logs. */
    List<Witness> of(LogName log) {
        List<Witness> all = new ArrayList<>();
        counterpartOf(log).ifPresent(all::add);
        neutral.ifPresent(all::add);
        return all;
    }

    /** The published policy of a log (C2SP tlog-policy text). */
    String policy(VerifierKey log, List<Witness> witnesses) {
        StringBuilder policy = new StringBuilder("log ").append(log.vkey()).append('\n');
        for (Witness witness : witnesses) {
            policy.append("witness ").append(witness.name()).append(' ');
            policy.append(witness.key().vkey()).append('\n');
        }
        if (witnesses.isEmpty()) {
            return policy.append("quorum none\n").toString();
        }
        policy.append("group witnesses all");
        witnesses.forEach(witness -> policy.append(' ').append(witness.name()));
        return policy.append("\nquorum witnesses\n").toString();
    }
}
