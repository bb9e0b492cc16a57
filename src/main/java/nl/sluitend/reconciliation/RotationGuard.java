package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import nl.sluitend.registration.RotationStarting;

/**
 * Keeps the registration key from rotating under an open session: its batch was made with the old
 * key, and a half-rotated register would match wrongly (protocol review, finding 4).
 */
@ApplicationScoped
class RotationGuard {

    private final Sessions sessions;

    RotationGuard(Sessions sessions) {
        this.sessions = sessions;
    }

    void starting(@Observes RotationStarting rotation) {
        int open = sessions.open().size();
        if (open > 0) {
            rotation.object(
                    "%d session(s) are open; wait for their end or stop their runs"
                            .formatted(open));
        }
    }
}
