package nl.sluitend.reconciliation;

import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;

/** Which way a session goes in which one party alone learns something. */
final class Asking {

    private Asking() {}

    /** Who would learn something in a session that the counterpart offers in this role. */
    static Optional<Oin> asker(Agreement agreement, Role offering) {
        return Optional.of(offering == Role.INITIATOR ? agreement.counterpart() : agreement.own());
    }

    /** Whether the list of the party in this role is evaluated: who asks evaluates nothing. */
    static boolean isEvaluated(SessionMode mode, Role listOf) {
        return mode instanceof SessionMode.Mutual || listOf == Role.INITIATOR;
    }
}
