package nl.sluitend.node;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import nl.sluitend.oprf.Engines;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.OwnProofException;
import nl.sluitend.psi.Rehearsal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Chooses the curve engine in the background at start, and shows which one computes and why. The
 * node is ready with any of them: the health data says whether something is wrong, never that it is
 * down.
 */
@Readiness
@ApplicationScoped
final class CurveEngine implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(CurveEngine.class);

    private static final String VECTOR = "vector";

    /** Sessions, and numbers in each list, after which the JVM has compiled what they take. */
    private static final int REHEARSALS = 6;

    private static final int REHEARSED = 2048;

    private final String setting;
    private final SecureRandom random;

    CurveEngine(
            @ConfigProperty(name = Engines.SETTING, defaultValue = "auto") String setting,
            SecureRandom random) {
        this.setting = setting;
        this.random = random;
    }

    void choose(@Observes StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        Engines.onAlarm(LOG::error);
        Engines.warmUp(setting, this::settled);
    }

    /**
     * Runs in the background. A JVM that computes with vectors is one that lives long enough to
     * compile what it rehearses.
     */
    private void settled(Engines.Status status) {
        LOG.infof("curve engine: %s", status.reason());
        if (!status.engine().equals(VECTOR)) {
            return;
        }
        boolean sound = true;
        try {
            for (int i = 0; i < REHEARSALS; i++) {
                sound &= Rehearsal.play(Suite.RISTRETTO255_SHA512, REHEARSED, random);
            }
        } catch (OwnProofException e) {
            sound = false;
        }
        if (sound) {
            LOG.info("the protocol was rehearsed");
        } else {
            LOG.error("the rehearsal of the protocol went wrong: this machine computes wrongly");
        }
    }

    @Override
    public HealthCheckResponse call() {
        Engines.Status status = Engines.status();
        return HealthCheckResponse.named("curve-engine")
                .up()
                .withData("engine", status.engine())
                .withData("reason", status.reason())
                .withData("settled", status.settled())
                .withData("alarms", status.alarms().size())
                .build();
    }
}
