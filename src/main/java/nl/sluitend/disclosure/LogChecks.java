package nl.sluitend.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import nl.sluitend.party.OwnParty;
import org.jboss.logging.Logger;

/**
 * Has all logs of this node checked by a process of its own, every night and when somebody asks,
 * and keeps what came out. A check that fails or finds something is an alert.
 */
@ApplicationScoped
public class LogChecks {

    private static final Logger LOG = Logger.getLogger(LogChecks.class);

    private final CheckHistory history;
    private final OwnFiles files;
    private final CheckProcess process;
    private final LogAlerts alerts;
    private final OwnParty own;

    @Inject
    LogChecks(
            CheckHistory history,
            OwnFiles files,
            WitnessConfig config,
            LogAlerts alerts,
            OwnParty own) {
        this(history, files, new CheckProcess(config.checkLimit()), alerts, own);
    }

    LogChecks(
            CheckHistory history,
            OwnFiles files,
            CheckProcess process,
            LogAlerts alerts,
            OwnParty own) {
        this.history = history;
        this.files = files;
        this.process = process;
        this.alerts = alerts;
        this.own = own;
    }

    /**
     * Starts a check and does not wait for it.
     *
     * @param by who asks for it, in the history
     * @return completes when it has ended, whatever came out; empty while another check runs
     */
    public Optional<CompletableFuture<UUID>> start(String by) {
        return history.begin(Optional.of(by))
                .map(id -> CompletableFuture.supplyAsync(() -> run(id), threadOfItsOwn()));
    }

    /** Checks now, in this thread; not while another check runs. */
    void nightly() {
        history.begin(Optional.empty()).ifPresent(this::run);
    }

    private UUID run(UUID id) {
        try {
            byte[] report = process.run(files.asked(), files::read);
            JsonNode members = LeafJson.MAPPER.readTree(report);
            boolean verified = members.path("verified").asBoolean();
            long entries = 0;
            for (JsonNode log : members.path("logs")) {
                entries += log.path("size").asLong();
            }
            history.end(id, verified, entries, new String(report, StandardCharsets.UTF_8));
            if (!verified) {
                alert("the check found something; its report is on the page Integriteit");
            }
        } catch (IOException | LogUnavailableException e) {
            LOG.error("the check of the logs failed", e);
            history.failed(id, String.valueOf(e.getMessage()));
            alert("the check could not be done: " + e.getMessage());
        }
        return id;
    }

    private void alert(String detail) {
        alerts.raise(LogAlerts.Kind.LOG_NOT_VERIFIED, LogName.ofNode(own.oin()), detail);
    }

    private static Executor threadOfItsOwn() {
        return task -> Thread.ofPlatform().daemon().name("log-check").start(task);
    }

    /** Every night. */
    @Produces
    @Singleton
    Task<Void> checkTask(WitnessConfig config) {
        return Tasks.recurring("log-check", new Daily(config.checkAt()))
                .execute((instance, context) -> nightly());
    }
}
