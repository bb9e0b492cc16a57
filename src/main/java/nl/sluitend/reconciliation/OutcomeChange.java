package nl.sluitend.reconciliation;

import java.util.Optional;

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
            case CONFLICT, KEY_MISSING, AMBIGUOUS, NOBODY_ANSWERS, OBJECTION -> Kind.CHANGED;
        };
    }
}
