package nl.sluitend.convenant;

import java.time.Instant;
import java.util.Optional;

/**
 * What happened before under the same convenant, in the same lane and mode.
 *
 * @param convenantState where the convenant is in its life at the instant of the request
 * @param previousRun when the previous run of this lane ended, if there was one
 * @param previousElements pupils on the list in question in that run
 * @param attemptsToday sessions of this lane that began to evaluate in the 24 hours before
 */
public record PolicyState(
        ConvenantState convenantState,
        Optional<Instant> previousRun,
        int previousElements,
        int attemptsToday) {

    /** Nothing happened before. */
    public static PolicyState first(ConvenantState convenantState) {
        return new PolicyState(convenantState, Optional.empty(), 0, 0);
    }
}
