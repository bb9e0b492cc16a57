package nl.sluitend.registration;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;

/**
 * Which list a lane of a run needs.
 *
 * @param kind the matching key of the lane
 * @param keyVersion the version of its normalisation
 * @param excluded registrations whose pupils stay out, and why; a pupil stays out with any one of
 *     them
 * @param previous registrations of the list of the previous run, to count what was added and
 *     removed; empty when there was none
 * @param maxPupils the cap of the convenant
 */
public record FreezeRequest(
        KeyKind kind,
        Suite suite,
        String keyVersion,
        Scope scope,
        Map<UUID, ExclusionReason> excluded,
        Set<UUID> previous,
        int maxPupils) {

    public FreezeRequest {
        excluded = Map.copyOf(excluded);
        previous = Set.copyOf(previous);
    }
}
