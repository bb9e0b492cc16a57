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
 * @param withdrawn points, under the current registration key, on which a pair matched that was
 *     withdrawn: no pupil takes part with one of them
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
        Set<Octets> withdrawn,
        Set<UUID> previous,
        int maxPupils) {

    /** A list of which nothing was withdrawn. */
    public FreezeRequest(
            KeyKind kind,
            Suite suite,
            String keyVersion,
            Scope scope,
            Map<UUID, ExclusionReason> excluded,
            Set<UUID> previous,
            int maxPupils) {
        this(kind, suite, keyVersion, scope, excluded, Set.of(), previous, maxPupils);
    }

    public FreezeRequest {
        excluded = Map.copyOf(excluded);
        withdrawn = Set.copyOf(withdrawn);
        previous = Set.copyOf(previous);
    }
}
