package nl.sluitend.node;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.party.KeyRing;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** At every start: what changed in the settings and in the key store goes into the node log. */
@ApplicationScoped
class StartRecord {

    private static final Logger LOG = Logger.getLogger(StartRecord.class);

    /** After the witnesses have been asked, so that nothing is written behind them. */
    private static final int AFTER_THE_WITNESSES = 200;

    private static final int DIGEST_LENGTH = 8;

    /** What decides who is let in, what is kept and who is told. */
    private static final Pattern MATTERS =
            Pattern.compile(
                    "sluitend\\..+|quarkus\\.(oidc|http\\.(ssl|insecure|tls|auth)|tls|security|datasource\\.jdbc\\.url)(\\..+|-.+)?");

    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|credential|token|jdbc\\.url).*");

    private final SeenAtStart seen;
    private final Config config;
    private final KeyRing keys;

    StartRecord(SeenAtStart seen, Config config, KeyRing keys) {
        this.seen = seen;
        this.config = config;
        this.keys = keys;
    }

    void start(@Observes @Priority(AFTER_THE_WITNESSES) StartupEvent event) {
        try {
            record();
        } catch (LogUnavailableException e) {
            LOG.warnf("settings and keys are compared at the next start: %s", e.getMessage());
        }
    }

    void record() {
        seen.compare(SeenAtStart.Kind.SETTING, settings());
        seen.compare(SeenAtStart.Kind.KEY, keys.fingerprints());
    }

    /** Keyed, so that nobody finds a value by trying. */
    Map<String, String> settings() {
        Map<String, String> digests = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (!isCompared(name)) {
                continue;
            }
            config.getOptionalValue(name, String.class)
                    .ifPresent(value -> digests.put(name, digest(name, value)));
        }
        return digests;
    }

    /** Whether a change of this setting is recorded; never of a secret. */
    static boolean isCompared(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return MATTERS.matcher(name).matches() && !SECRET.matcher(lower).matches();
    }

    private String digest(String name, String value) {
        byte[] mac =
                keys.mac(
                        "setting",
                        name.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac, 0, DIGEST_LENGTH);
    }
}
