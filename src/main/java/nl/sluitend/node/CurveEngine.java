package nl.sluitend.node;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import nl.sluitend.oprf.Engines;
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

    private final String setting;
    private final Rehearsals rehearsals;

    CurveEngine(
            @ConfigProperty(name = Engines.SETTING, defaultValue = "auto") String setting,
            Rehearsals rehearsals) {
        this.setting = setting;
        this.rehearsals = rehearsals;
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
        rehearsals.play();
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
