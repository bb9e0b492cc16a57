package nl.sluitend.registration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rotation of the registration key is about to start. Whoever holds points of the old key, such
 * as an open session, objects to it.
 */
public final class RotationStarting {

    private @Nullable String objection;

    RotationStarting() {}

    /** Stops the rotation. */
    public void object(String reason) {
        objection = reason;
    }

    Optional<String> objection() {
        return Optional.ofNullable(objection);
    }
}
