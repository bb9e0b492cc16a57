package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;

/**
 * What a run says of one registration.
 *
 * @param rule the rule of the scope, when it is out of scope
 * @param casusnummer of a match
 * @param since when this became so; a run that finds the same keeps it
 */
record OutcomeEntry(
        UUID registration,
        String sourceSystem,
        String convenant,
        Oin counterpart,
        Outcome.Kind outcome,
        Optional<String> rule,
        Optional<String> casusnummer,
        UUID runId,
        Instant since) {

    boolean saysTheSame(OutcomeEntry other) {
        return outcome == other.outcome
                && rule.equals(other.rule)
                && casusnummer.equals(other.casusnummer);
    }
}
