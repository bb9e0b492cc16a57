package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingsTest {

    private static final Map<String, String> SAFE_JVM =
            Map.of(
                    "HeapDumpOnOutOfMemoryError", "false",
                    "CreateCoredumpOnCrash", "false",
                    "DisableAttachMechanism", "true");

    private static final Settings SOUND =
            new Settings(
                    "a password of some length",
                    "jdbc:postgresql://localhost:5432/node",
                    true,
                    Optional.of("https://login.example.nl/realms/rbl"),
                    "disabled",
                    SAFE_JVM,
                    SecureRandom.class,
                    180_006);

    @Test
    void sound_settings_let_the_node_start() {
        assertThat(SOUND.weaknesses()).isEmpty();
    }

    @Test
    void a_short_password_stops_the_node_and_is_named_but_not_shown() {
        assertThat(with("hunter2", SOUND.databaseUrl()).weaknesses())
                .singleElement()
                .asString()
                .startsWith("sluitend.party.keystore-password")
                .doesNotContain("hunter2");
    }

    @Test
    void a_database_elsewhere_needs_a_checked_connection() {
        String elsewhere = "jdbc:postgresql://db.example.nl/node";
        assertThat(with(SOUND.keystorePassword(), elsewhere).weaknesses())
                .singleElement()
                .asString()
                .contains("sslmode=verify-full");
        assertThat(with(SOUND.keystorePassword(), elsewhere + "?sslmode=verify-full").weaknesses())
                .isEmpty();
        assertThat(
                        with(SOUND.keystorePassword(), "jdbc:postgresql://localhost.evil.nl/node")
                                .weaknesses())
                .hasSize(1);
        assertThat(with(SOUND.keystorePassword(), "jdbc:h2:mem:x").weaknesses()).hasSize(1);
    }

    @Test
    void each_jvm_option_that_lets_secrets_out_stops_the_node() {
        for (String option : SAFE_JVM.keySet()) {
            Map<String, String> jvm = new java.util.HashMap<>(SAFE_JVM);
            jvm.put(option, SAFE_JVM.get(option).equals("true") ? "false" : "true");
            assertThat(
                            new Settings(
                                            SOUND.keystorePassword(),
                                            SOUND.databaseUrl(),
                                            true,
                                            SOUND.oidcServer(),
                                            "disabled",
                                            jvm,
                                            SecureRandom.class,
                                            180_006)
                                    .weaknesses())
                    .singleElement()
                    .asString()
                    .contains(option);
        }
    }

    @Test
    void all_weaknesses_are_told_at_once() {
        final class Predictable extends SecureRandom {
            private static final long serialVersionUID = 1L;
        }
        Settings weak =
                new Settings(
                        "",
                        "jdbc:h2:mem:x",
                        false,
                        Optional.of("http://login.example.nl"),
                        "enabled",
                        Map.of("DisableAttachMechanism", "false"),
                        Predictable.class,
                        140_010);
        assertThat(weak.weaknesses()).hasSize(8);
        assertThat(
                        new Settings(
                                        SOUND.keystorePassword(),
                                        SOUND.databaseUrl(),
                                        true,
                                        Optional.empty(),
                                        "disabled",
                                        SAFE_JVM,
                                        SecureRandom.class,
                                        180_006)
                                .weaknesses())
                .singleElement()
                .asString()
                .startsWith("quarkus.oidc.auth-server-url");
    }

    private static Settings with(String password, String databaseUrl) {
        return new Settings(
                password,
                databaseUrl,
                true,
                SOUND.oidcServer(),
                "disabled",
                SAFE_JVM,
                SecureRandom.class,
                180_006);
    }
}
