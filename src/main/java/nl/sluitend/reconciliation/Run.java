package nl.sluitend.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.SessionMode;

/**
 * One reconciliation of two registers: a session for each lane, in order.
 *
 * @param mode what its sessions are for
 * @param initiator whether this node drives it
 * @param reason why it did not complete
 * @param detail the same for a person; never about a pupil
 * @param waiting what a running one waits for, in a sentence for a person
 */
record Run(
        UUID id,
        String convenant,
        Oin counterpart,
        String purpose,
        LocalDate refDate,
        String mode,
        List<String> lanes,
        boolean initiator,
        State state,
        Optional<String> reason,
        Optional<String> detail,
        Optional<String> waiting,
        Instant started,
        Optional<Instant> ended) {

    /** A run that begins. */
    static Run begin(
            Agreement agreement,
            SessionMode mode,
            String purpose,
            LocalDate refDate,
            boolean initiator,
            Instant now) {
        return new Run(
                UUID.randomUUID(),
                agreement.hash(),
                agreement.counterpart(),
                purpose,
                refDate,
                mode.name(),
                agreement.lanes(mode),
                initiator,
                State.RUNNING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty());
    }

    /** How far a run is. */
    enum State {
        RUNNING,
        COMPLETED,
        STOPPED,
        FAILED
    }
}
