package nl.sluitend.party;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/**
 * Opens the key files of a node when its settings are read. TLS opens them before any bean exists,
 * and its own message names neither setting; this one comes first. Found by the configuration
 * through {@code META-INF/services}.
 */
public final class KeyFileSettings implements SmallRyeConfigBuilderCustomizer {

    /** Password settings of TLS, and the settings of ours that stand behind each. */
    private static final Map<String, String> FILES =
            Map.of(
                    "quarkus.tls.node.key-store.p12.password", "sluitend.party.keystore",
                    "quarkus.tls.node.trust-store.p12.password", "sluitend.party.truststore",
                    "quarkus.tls.login.trust-store.p12.password", "sluitend.login.truststore");

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withInterceptorFactories(new Factory());
    }

    private static final class Factory implements ConfigSourceInterceptorFactory {
        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new Opening();
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(DEFAULT_PRIORITY);
        }
    }

    private static final class Opening implements ConfigSourceInterceptor {

        private static final long serialVersionUID = 1L;

        @Override
        public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
            String setting = FILES.get(name);
            if (setting != null) {
                open(context, setting);
            }
            return context.proceed(name);
        }

        /** Missing settings are not reported here: the configuration names those by itself. */
        private static void open(ConfigSourceInterceptorContext context, String setting) {
            Optional<String> file = value(context, setting);
            Optional<String> password = value(context, setting + "-password");
            if (file.isEmpty() || password.isEmpty()) {
                return;
            }
            char[] chars = password.get().toCharArray();
            try {
                KeyStoreFile.open(Path.of(file.get()), chars);
            } catch (KeyStoreException e) {
                throw new SettingException(
                        switch (e.fault()) {
                            case FILE, ENTRY -> setting;
                            case PASSWORD -> setting + "-password";
                        },
                        e);
            } finally {
                Arrays.fill(chars, '\0');
            }
        }

        private static Optional<String> value(ConfigSourceInterceptorContext context, String name) {
            return Optional.ofNullable(context.restart(name))
                    .map(ConfigValue::getValue)
                    .filter(value -> !value.isEmpty());
        }
    }
}
