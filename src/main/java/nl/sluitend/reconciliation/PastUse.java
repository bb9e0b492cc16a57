package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.registration.Period;

/**
 * What was done before between the parties to a convenant, and counts towards its limits. An
 * amendment gives nothing anew: what was done under the convenants whose place it took counts too.
 */
@ApplicationScoped
class PastUse {

    private static final Duration DAY = Duration.ofHours(24);

    private final Convenants convenants;
    private final SettledSessions settled;
    private final Charges charges;
    private final Clock clock;

    PastUse(Convenants convenants, SettledSessions settled, Charges charges, Clock clock) {
        this.convenants = convenants;
        this.settled = settled;
        this.charges = charges;
        this.clock = clock;
    }

    /** Pupils of the counterpart that we evaluated in the period of the convenant. */
    long evaluated(Agreement agreement) {
        Duration period = Duration.ofDays(agreement.convenant().caps().evaluatedDays());
        return charges.evaluated(
                lineage(agreement), agreement.counterpart(), clock.instant().minus(period));
    }

    /** Sessions of this lane and mode in 24 hours, whatever became of them. */
    int attempts(Agreement agreement, SessionMode mode, String lane) {
        return charges.charged(lineage(agreement), mode.name(), lane, clock.instant().minus(DAY));
    }

    /** When matches of this lane were last agreed on; counts have a budget of their own. */
    Optional<Instant> lastAgreedAt(Agreement agreement, String lane) {
        return settled.lastAgreedAt(lineage(agreement), lane);
    }

    /**
     * Size of the counterpart's list in the session of this lane that was last agreed; empty too
     * when none was since the scope was amended, which makes another list.
     */
    Optional<Integer> lastPeerSize(Agreement agreement, String lane) {
        return settled.lastPeerSize(convenants.lineageOfScope(agreement.convenant()), lane);
    }

    /**
     * The sizes of the counterpart's last lists in this lane and mode, as many as are looked at.
     */
    List<Integer> peerSizes(Agreement agreement, String lane, String mode) {
        return settled.peerSizes(
                convenants.lineageOfScope(agreement.convenant()), lane, mode, Growth.REMEMBERED);
    }

    /** How often was counted between us and this party since 1 August, under any convenant. */
    int countsThisSchoolYear(Oin counterpart, Role own) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), RunOperations.ZONE);
        LocalDate first = Period.SchoolYear.of(today).from();
        return charges.counts(counterpart, own, first.atStartOfDay(RunOperations.ZONE).toInstant());
    }

    private List<String> lineage(Agreement agreement) {
        return convenants.lineage(agreement.convenant());
    }
}
