package nl.sluitend.convenant;

import java.time.Duration;
import nl.sluitend.identifier.KeyKind;

/**
 * What the parties agreed about pairs that people of both have to confirm before they are a match.
 *
 * @param exact what a pair with four equal parts of a name is
 * @param termDays how many days people have to answer, from the offer of the session that proposed
 *     the pair
 */
public record ConfirmationTerms(Exact exact, int termDays) {

    /** Term where a convenant says nothing of it, in days. */
    private static final int USUAL_DAYS = 30;

    /** Longest term, in days. */
    static final int MOST_DAYS = 90;

    /** What a pair is whose birth date, surname, initials and postcode are all equal. */
    public enum Exact {
        /** A match at once. */
        MATCHES,
        /** A probable match, until people of both parties confirm it. */
        ASKED
    }

    /**
     * What holds for a convenant that says nothing of it. Nobody answers about what is no longer
     * kept.
     *
     * @param outcomeDays how long the convenant keeps outcomes
     */
    static ConfirmationTerms usual(int outcomeDays) {
        return new ConfirmationTerms(Exact.MATCHES, Math.min(USUAL_DAYS, outcomeDays));
    }

    /** Whether what is found in this lane is a match only after people confirmed it. */
    boolean asks(KeyKind lane) {
        return lane.isPartial() || (lane == KeyKind.DEMOGRAPHIC && exact == Exact.ASKED);
    }

    Duration term() {
        return Duration.ofDays(termDays);
    }
}
