package nl.sluitend.subject;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A request of a data subject. Names nobody: whom it is about the register keeps as keyed points,
 * until the request is closed.
 *
 * @param number the case number, for letters: the year and a number within it
 * @param receivedOn the day on which the controller received it
 * @param dueOn the last day for an answer (AVG art. 12(3))
 * @param extensionReason why the deadline was extended, as the data subject was told
 * @param explanation why it was decided so; for a rectification what was put right
 * @param closedOn the day of the decision
 */
public record RightsRequest(
        UUID id,
        String number,
        Kind kind,
        Requester requester,
        LocalDate receivedOn,
        LocalDate dueOn,
        Optional<String> extensionReason,
        State state,
        Optional<String> explanation,
        Optional<LocalDate> closedOn) {

    /** Months for an answer (AVG art. 12(3)). */
    private static final int MONTHS = 1;

    /** Months by which a complex request can be extended (AVG art. 12(3)). */
    private static final int MORE_MONTHS = 2;

    /** Which right. */
    public enum Kind {
        /** AVG art. 15. */
        ACCESS,
        /** AVG art. 21: granted, the pupil stays out of every later list. */
        OBJECTION,
        /** AVG art. 18: granted, the pupil stays out of every later list until it is lifted. */
        RESTRICTION,
        /** AVG art. 16: put right in the source system, recipients are told (art. 19). */
        RECTIFICATION,
        /** AVG art. 17. */
        ERASURE;

        /** Whether granting it keeps the pupil out of the lists. */
        public boolean withholds() {
            return this == OBJECTION || this == RESTRICTION;
        }
    }

    /** Who asks. */
    public enum Requester {
        /** The pupil, who is 16 or over. */
        PUPIL,
        /** A parent or guardian, for a pupil under 16. */
        PARENT,
        /** Somebody with a written authorisation. */
        REPRESENTATIVE
    }

    /** How far it is. */
    public enum State {
        OPEN,
        GRANTED,
        REFUSED,
        /** It was granted, and what it stopped goes on. */
        LIFTED
    }

    /** The last day for an answer to what was received on that day. */
    static LocalDate due(LocalDate receivedOn) {
        return receivedOn.plusMonths(MONTHS);
    }

    /** The last day once it is extended. */
    public LocalDate extendedDue() {
        return receivedOn.plusMonths(MONTHS + MORE_MONTHS);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the deadline can be extended: once, and told within the first month. */
    public boolean canBeExtended(LocalDate today) {
        return isOpen() && extensionReason.isEmpty() && !today.isAfter(dueOn);
    }

    /** Whether the pupil stays out of the lists because of it. */
    public boolean isWithholding() {
        return kind.withholds() && state == State.GRANTED;
    }

    /** Days until the last day for an answer; negative when that is over. */
    public long daysLeft(LocalDate today) {
        return ChronoUnit.DAYS.between(today, dueOn);
    }
}
