package nl.sluitend.node;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the node. A start that fails before the node's own checks can run, because TLS comes
 * first, is explained here in the words of the settings.
 */
@QuarkusMain
public final class Main {

    private static final Logger LOG = Logger.getLogger(Main.class);

    private Main() {}

    public static void main(String... args) {
        Quarkus.run(null, Main::ended, args);
    }

    private static void ended(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            explanation(failure)
                    .ifPresent(setting -> LOG.errorf("the node does not start: %s", setting));
        }
        System.exit(exitCode);
    }

    /** Which setting is to blame, when that can be told from the failure. */
    static Optional<String> explanation(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (message.contains("P12 key store")) {
                return Optional.of(
                        "sluitend.party.keystore-password does not open the file that"
                                + " sluitend.party.keystore names, or the file is damaged");
            }
            if (message.contains("P12 trust store")) {
                return Optional.of(
                        "sluitend.party.truststore-password does not open the file that"
                                + " sluitend.party.truststore names, or the file is damaged");
            }
        }
        return Optional.empty();
    }
}
