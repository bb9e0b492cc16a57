package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneId;
import nl.sluitend.disclosure.LogRetention;

/**
 * Tells the disclosure log until when a convenant keeps it: {@code retention.logYears} after its
 * last day, also when it was revoked before that.
 */
@ApplicationScoped
class ConvenantLogRetention {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Convenants convenants;

    ConvenantLogRetention(Convenants convenants) {
        this.convenants = convenants;
    }

    void answer(@Observes LogRetention asked) {
        convenants
                .find(asked.convenantHash())
                .map(ConvenantDossier::convenant)
                .ifPresent(convenant -> asked.keptUntil(until(convenant)));
    }

    /** The first moment at which the log need not be kept any more. */
    static Instant until(Convenant convenant) {
        return convenant
                .validity()
                .until()
                .plusDays(1)
                .plusYears(convenant.retention().logYears())
                .atStartOfDay(ZONE)
                .toInstant();
    }
}
