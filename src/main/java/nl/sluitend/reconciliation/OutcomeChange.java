package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An entry of the feed: a new outcome, and what it changes.
 *
 * @param retired casusnummer that is no longer used from now on
 */
record OutcomeChange(OutcomeEntry entry, Kind kind, Optional<String> retired) {

    /** In the words of the interface. */
    enum Kind {
        /** The first outcome of this registration under this convenant. */
        NEW,
        /** It matches now, and did not before. */
        MATCHED,
        /** It matched, and its period has ended in the own register. */
        ENDED_HERE,
        /** It matched, is still in the own list, and the counterpart has it no more. */
        NO_LONGER_THERE,
        /** A rule of the scope leaves it out since now. */
        OUT_OF_SCOPE,
        /** It matches still, and a field differs that did not. */
        DIFFERENCE_ARISEN,
        /** It matches still, and a field that differed does not any more. */
        DIFFERENCE_SOLVED,
        /** It matches still; fields came, or another value of one, and no difference with it. */
        FIELDS,
        /** It matched, and one of the parties took that back. */
        WITHDRAWN,
        /** People on both sides are asked whether it is a match. */
        PROPOSED,
        /** They were asked, and not both said yes. */
        NOT_CONFIRMED,
        /** They were asked, and did not both answer in time. */
        PROPOSAL_LAPSED,
        /** Anything else. */
        CHANGED
    }

    private static final String PERIOD = "period";

    static OutcomeChange of(Optional<OutcomeEntry> before, OutcomeEntry now) {
        Optional<String> retired =
                before.flatMap(OutcomeEntry::casusnummer)
                        .filter(number -> !now.casusnummer().equals(Optional.of(number)));
        return new OutcomeChange(now, kind(before.map(OutcomeEntry::outcome), now), retired);
    }

    /**
     * What fields that came change about a match: nothing, one entry, or one for what arose and one
     * for what was solved.
     *
     * @param before the match as it stands
     * @param found of each field that the counterpart gives
     */
    static List<OutcomeChange> ofFields(
            OutcomeEntry before, List<FieldFinding> found, UUID run, Instant at) {
        Map<String, FieldFinding> old = new HashMap<>();
        before.fields().forEach(field -> old.put(field.name(), field.withChanged(false)));
        Predicate<FieldFinding> differed =
                field ->
                        Optional.ofNullable(old.get(field.name()))
                                .filter(FieldFinding::differs)
                                .isPresent();
        List<OutcomeChange> changes = new ArrayList<>();
        add(
                changes,
                before,
                found,
                Kind.DIFFERENCE_ARISEN,
                f -> f.differs() && !differed.test(f),
                run,
                at);
        add(
                changes,
                before,
                found,
                Kind.DIFFERENCE_SOLVED,
                f -> !f.differs() && differed.test(f),
                run,
                at);
        if (changes.isEmpty()) {
            add(changes, before, found, Kind.FIELDS, f -> !f.equals(old.get(f.name())), run, at);
        }
        return changes;
    }

    private static void add(
            List<OutcomeChange> changes,
            OutcomeEntry before,
            List<FieldFinding> found,
            Kind kind,
            Predicate<FieldFinding> about,
            UUID run,
            Instant at) {
        if (found.stream().anyMatch(about)) {
            List<FieldFinding> marked =
                    found.stream().map(f -> f.withChanged(about.test(f))).toList();
            changes.add(
                    new OutcomeChange(before.withFields(marked, run, at), kind, Optional.empty()));
        }
    }

    private static Kind kind(Optional<Outcome.Kind> before, OutcomeEntry now) {
        if (before.isEmpty()) {
            return Kind.NEW;
        }
        boolean matched = before.get() == Outcome.Kind.MATCHED;
        return switch (now.outcome()) {
            case MATCHED -> matched ? Kind.CHANGED : Kind.MATCHED;
            case ONLY_HERE -> matched ? Kind.NO_LONGER_THERE : Kind.CHANGED;
            case OUT_OF_SCOPE ->
                    matched && now.rule().equals(Optional.of(PERIOD))
                            ? Kind.ENDED_HERE
                            : before.get() == Outcome.Kind.OUT_OF_SCOPE
                                    ? Kind.CHANGED
                                    : Kind.OUT_OF_SCOPE;
            case WITHDRAWN -> matched ? Kind.WITHDRAWN : Kind.CHANGED;
            case PROBABLE -> Kind.PROPOSED;
            case NOT_CONFIRMED ->
                    before.get() == Outcome.Kind.PROBABLE ? Kind.NOT_CONFIRMED : Kind.CHANGED;
            case CONFLICT, KEY_MISSING, AMBIGUOUS, NOBODY_ANSWERS, OBJECTION -> Kind.CHANGED;
        };
    }
}
