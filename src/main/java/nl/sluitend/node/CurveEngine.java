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

    private final String setting;

    CurveEngine(@ConfigProperty(name = Engines.SETTING, defaultValue = "auto") String setting) {
        this.setting = setting;
    }

    void choose(@Observes StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        Engines.onAlarm(LOG::error);
        Engines.warmUp(setting, status -> LOG.infof("curve engine: %s", status.reason()));
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
