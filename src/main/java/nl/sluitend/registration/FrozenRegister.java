package nl.sluitend.registration;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.AgeBand;

/**
 * The list of a lane: every registration of the register is in it once, either under its pupil or
 * with the reason why it stays out.
 *
 * @param inScope one entry per pupil, by ascending point
 * @param added pupils of whom no registration was in the previous list
 * @param removed registrations of the previous list that are in this one no more
 */
public record FrozenRegister(
        List<FrozenPupil> inScope, List<Excluded> excluded, int added, int removed) {

    public FrozenRegister {
        inScope = List.copyOf(inScope);
        excluded = List.copyOf(excluded);
    }

    /**
     * One pupil: all registrations with an equal point.
     *
     * @param point T = rho * HashToGroup(key)
     * @param ageBand by which counts are grouped; the lowest, if registrations differ
     */
    public record FrozenPupil(Octets point, List<UUID> registrationIds, Optional<AgeBand> ageBand) {
        public FrozenPupil {
            registrationIds = List.copyOf(registrationIds);
        }
    }

    /**
     * A registration that stays out.
     *
     * @param with the other registration of the pupil that matched earlier, when that is the reason
     */
    public record Excluded(UUID registrationId, ExclusionReason reason, Optional<UUID> with) {

        /** For a reason of its own. */
        public Excluded(UUID registrationId, ExclusionReason reason) {
            this(registrationId, reason, Optional.empty());
        }
    }
}
