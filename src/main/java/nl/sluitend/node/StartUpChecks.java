package nl.sluitend.node;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Stops a node whose settings are weak, before it answers anybody. Unit and interface tests run
 * inside a build's JVM and are not nodes; the tests that start packaged nodes pass through here.
 */
@ApplicationScoped
final class StartUpChecks {

    private static final Logger LOG = Logger.getLogger(StartUpChecks.class);

    private final String keystorePassword;
    private final String databaseUrl;
    private final boolean oidcEnabled;
    private final Optional<String> oidcServer;
    private final String insecureRequests;
    private final DataSource dataSource;
    private final SecureRandom random;

    StartUpChecks(
            @ConfigProperty(name = "sluitend.party.keystore-password") String keystorePassword,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String databaseUrl,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true")
                    boolean oidcEnabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> oidcServer,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
                    String insecureRequests,
            DataSource dataSource,
            SecureRandom random) {
        this.keystorePassword = keystorePassword;
        this.databaseUrl = databaseUrl;
        this.oidcEnabled = oidcEnabled;
        this.oidcServer = oidcServer;
        this.insecureRequests = insecureRequests;
        this.dataSource = dataSource;
        this.random = random;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        List<String> weaknesses =
                new Settings(
                                keystorePassword,
                                databaseUrl,
                                oidcEnabled,
                                oidcServer,
                                insecureRequests,
                                virtualMachine(),
                                random.getClass(),
                                postgresVersion())
                        .weaknesses();
        if (!weaknesses.isEmpty()) {
            weaknesses.forEach(weakness -> LOG.errorf("the node does not start: %s", weakness));
            throw new ConfigurationException(
                    "the node does not start: " + String.join("; ", weaknesses));
        }
    }

    private int postgresVersion() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet version =
                        statement.executeQuery(
                                "select current_setting('server_version_num')::int")) {
            version.next();
            return version.getInt(1);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the node does not start: quarkus.datasource.jdbc.url: the database does not"
                            + " answer",
                    e);
        }
    }

    private static Map<String, String> virtualMachine() {
        HotSpotDiagnosticMXBean bean =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Map<String, String> options = new LinkedHashMap<>();
        if (bean != null) {
            for (String option :
                    List.of(
                            "HeapDumpOnOutOfMemoryError",
                            "CreateCoredumpOnCrash",
                            "DisableAttachMechanism")) {
                options.put(option, bean.getVMOption(option).getValue());
            }
        }
        return options;
    }
}
