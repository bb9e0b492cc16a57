package nl.sluitend.reconciliation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.AgeBand;

/**
 * The own list for one lane, before it is masked.
 *
 * @param pupils one entry for each pupil in scope
 * @param excluded registrations that stay out, and why
 * @param added pupils that were not in the list before
 * @param removed pupils that are no longer in it
 */
record OwnList(List<Pupil> pupils, List<Excluded> excluded, int added, int removed) {

    /**
     * One pupil.
     *
     * @param point at rest
     * @param registrations all registrations with this point; none of a point that fills up a list
     * @param ageBand by which counts are grouped
     */
    record Pupil(Octets point, List<UUID> registrations, Optional<AgeBand> ageBand) {}

    /**
     * One registration that stays out.
     *
     * @param outcome what its source system is told
     * @param rule the rule of the scope that leaves it out, when there is one
     * @param with the other registration of the pupil that matched in an earlier lane of the run,
     *     when that is why: what is said of that one is said of this one
     */
    record Excluded(
            UUID registration, Outcome.Kind outcome, Optional<String> rule, Optional<UUID> with) {}

    OwnList {
        pupils = List.copyOf(pupils);
        excluded = List.copyOf(excluded);
    }
}
