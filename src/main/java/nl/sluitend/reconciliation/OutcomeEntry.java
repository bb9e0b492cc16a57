package nl.sluitend.reconciliation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;

/**
 * What a run says of one registration.
 *
 * @param rule the rule of the scope, when it is out of scope
 * @param casusnummer of a match
 * @param since when this became so, to the microsecond as the database keeps it; a run that finds
 *     the same keeps it
 * @param fields what the counterpart gave of a match, and how it compares; none unless it gave any
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
        Instant since,
        List<FieldFinding> fields) {

    OutcomeEntry {
        since = since.truncatedTo(ChronoUnit.MICROS);
        fields = List.copyOf(fields);
    }

    /** An outcome without fields. */
    OutcomeEntry(
            UUID registration,
            String sourceSystem,
            String convenant,
            Oin counterpart,
            Outcome.Kind outcome,
            Optional<String> rule,
            Optional<String> casusnummer,
            UUID runId,
            Instant since) {
        this(
                registration,
                sourceSystem,
                convenant,
                counterpart,
                outcome,
                rule,
                casusnummer,
                runId,
                since,
                List.of());
    }

    /** The same outcome with what a run found about its fields. */
    OutcomeEntry withFields(List<FieldFinding> found, UUID run, Instant at) {
        return new OutcomeEntry(
                registration,
                sourceSystem,
                convenant,
                counterpart,
                outcome,
                rule,
                casusnummer,
                run,
                at,
                found);
    }

    /** The match, taken back. */
    OutcomeEntry withdrawn(Instant at) {
        return new OutcomeEntry(
                registration,
                sourceSystem,
                convenant,
                counterpart,
                Outcome.Kind.WITHDRAWN,
                Optional.empty(),
                Optional.empty(),
                runId,
                at);
    }

    /** The proposal, confirmed by people on both sides. */
    OutcomeEntry confirmed(String number, Instant at) {
        return decided(Outcome.Kind.MATCHED, Optional.of(number), at);
    }

    /** The proposal, not confirmed by people on both sides. */
    OutcomeEntry notConfirmed(Instant at) {
        return decided(Outcome.Kind.NOT_CONFIRMED, Optional.empty(), at);
    }

    private OutcomeEntry decided(Outcome.Kind kind, Optional<String> number, Instant at) {
        return new OutcomeEntry(
                registration,
                sourceSystem,
                convenant,
                counterpart,
                kind,
                Optional.empty(),
                number,
                runId,
                at);
    }

    boolean saysTheSame(OutcomeEntry other) {
        return outcome == other.outcome
                && rule.equals(other.rule)
                && casusnummer.equals(other.casusnummer);
    }
}
