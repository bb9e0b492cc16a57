package nl.sluitend.registration;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;

/**
 * Which list a lane of a run needs.
 *
 * @param kind the matching key of the lane
 * @param keyVersion the version of its normalisation
 * @param excluded registrations whose pupils stay out, and why; a pupil stays out with any one of
 *     them
 * @param stayOut points, under the current registration key, with which no pupil takes part, and
 *     why: a pair that matched on it was withdrawn, or was not confirmed
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
        Map<Octets, ExclusionReason> stayOut,
        Set<UUID> previous,
        int maxPupils) {

    /** A list of which no point stays out. */
    public FreezeRequest(
            KeyKind kind,
            Suite suite,
            String keyVersion,
            Scope scope,
            Map<UUID, ExclusionReason> excluded,
            Set<UUID> previous,
            int maxPupils) {
        this(kind, suite, keyVersion, scope, excluded, Map.of(), previous, maxPupils);
    }

    public FreezeRequest {
        excluded = Map.copyOf(excluded);
        stayOut = Map.copyOf(stayOut);
        previous = Set.copyOf(previous);
    }
}
