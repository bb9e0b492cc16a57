package nl.sluitend.convenant;

import java.time.Instant;
import java.util.Optional;

/**
 * What happened before under the same convenant, in the same lane and mode; of a count, between the
 * same parties under any convenant.
 *
 * @param convenantState where the convenant is in its life at the instant of the request
 * @param previousRun when the previous run of this lane ended, if there was one
 * @param previousElements pupils on the list in question in that run
 * @param attemptsToday sessions of this lane that began to evaluate in the 24 hours before
 * @param countsThisSchoolYear of a count: how often the counting party counted at the other one
 *     since 1 August, under any convenant
 * @param evaluated encrypted pupils of the party whose list is in question that were evaluated in
 *     the period of the convenant before, in all its lanes and modes
 * @param changed of a count: registrations that came to or went from the own list since the count
 *     before; empty when there was none
 */
public record PolicyState(
        ConvenantState convenantState,
        Optional<Instant> previousRun,
        int previousElements,
        int attemptsToday,
        int countsThisSchoolYear,
        long evaluated,
        Optional<Integer> changed) {

    /** What happened before, where nothing was counted or the own list is not known yet. */
    public PolicyState(
            ConvenantState convenantState,
            Optional<Instant> previousRun,
            int previousElements,
            int attemptsToday,
            int countsThisSchoolYear,
            long evaluated) {
        this(
                convenantState,
                previousRun,
                previousElements,
                attemptsToday,
                countsThisSchoolYear,
                evaluated,
                Optional.empty());
    }

    /** What happened before a session that is no count. */
    public PolicyState(
            ConvenantState convenantState,
            Optional<Instant> previousRun,
            int previousElements,
            int attemptsToday) {
        this(convenantState, previousRun, previousElements, attemptsToday, 0, 0);
    }

    /** The same with what changed on the own list since the count before. */
    public PolicyState with(Optional<Integer> sinceCount) {
        return new PolicyState(
                convenantState,
                previousRun,
                previousElements,
                attemptsToday,
                countsThisSchoolYear,
                evaluated,
                sinceCount);
    }

    /** Nothing happened before. */
    public static PolicyState first(ConvenantState convenantState) {
        return new PolicyState(convenantState, Optional.empty(), 0, 0);
    }
}
