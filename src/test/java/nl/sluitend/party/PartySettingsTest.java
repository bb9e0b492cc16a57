package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import nl.sluitend.demo.DemoAuthority;
import org.junit.jupiter.api.Test;

final class PartySettingsTest {

    private static final String PREFIX = "sluitend.party.";
    private static final String SWV = "counterparties.\"" + PartyFixture.SWV.value() + "\".";
    private static final DemoAuthority.PartyFiles FILES = PartyFixture.files(PartyFixture.RBL);

    private final PartySettings settings = new PartySettings();
    private final Map<String, String> given =
            new HashMap<>(
                    Map.of(
                            PREFIX + "oin", PartyFixture.RBL.value(),
                            PREFIX + "name", "RBL",
                            PREFIX + "role", "RBL",
                            PREFIX + "test-oins", "true",
                            PREFIX + "keystore", FILES.keystore().toString(),
                            PREFIX + "keystore-password", FILES.password(),
                            PREFIX + "truststore", FILES.truststore().toString(),
                            PREFIX + "truststore-password", FILES.password()));

    PartySettingsTest() {
        given.put(PREFIX + SWV + "name", "SWV");
        given.put(PREFIX + SWV + "role", "swv-po");
        given.put(PREFIX + SWV + "url", "https://localhost:8443");
    }

    @Test
    void opens_what_the_settings_name() {
        open();
        OwnParty own = settings.ownParty(config());
        assertThat(own).isEqualTo(new OwnParty(PartyFixture.RBL, "RBL", PartyRole.RBL));
        Counterparties known = settings.counterparties(config(), own);
        assertThat(known.find(PartyFixture.SWV))
                .hasValueSatisfying(c -> assertThat(c.role()).isEqualTo(PartyRole.SWV_PO));
        assertThat(known.find(PartyFixture.OTHER)).isEmpty();
        assertThat(known.list()).hasSize(1);
    }

    @Test
    void refuses_test_oins_unless_they_are_allowed() {
        given.remove(PREFIX + "test-oins");
        assertStops("oin", "test-oins=true");
    }

    @Test
    void refuses_demo_certificates_in_production_of_itself_and_of_a_counterparty() {
        given.remove(PREFIX + "test-oins");
        given.put(PREFIX + "revocation-hosts", "crl.example");
        assertStops("oin", "not for production");
        given.put(PREFIX + "oin", "00000003123456780000");
        assertStops("counterparties." + PartyFixture.SWV.value(), "not for production");
        given.keySet().removeIf(name -> name.contains("counterparties"));
        assertStops("oin", "names another OIN, " + PartyFixture.RBL);
    }

    @Test
    void refuses_to_go_without_revocation_lists_outside_a_test() {
        given.remove(PREFIX + "test-oins");
        assertStopsTrust("revocation-lists", "must name the revocation lists");
        given.put(PREFIX + "revocation-hosts", "crl.example:8080");
        assertThat(settings.trustStore(config(), Clock.systemUTC())).isNotNull();
        given.put(PREFIX + "revocation-hosts", "http://crl.example/");
        assertStopsTrust("revocation-hosts", "host or host:port");
        given.remove(PREFIX + "revocation-hosts");
        given.put(PREFIX + "revocation-lists", "/a.crl,https://crl.example/a.crl");
        assertThat(settings.trustStore(config(), Clock.systemUTC())).isNotNull();
        given.put(PREFIX + "revocation-lists", "ldap://crl.example/a.crl");
        assertStopsTrust("revocation-lists", "http:// or https://");
    }

    private void assertStopsTrust(String setting, String message) {
        assertThatThrownBy(() -> settings.trustStore(config(), Clock.systemUTC()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(PREFIX + setting + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refuses_what_is_no_oin() {
        given.put(PREFIX + "oin", "123");
        assertStops("oin", "20 positions");
    }

    @Test
    void refuses_a_blank_name() {
        given.put(PREFIX + "name", " ");
        assertStops("name", "blank");
    }

    @Test
    void refuses_a_wrong_a_short_and_a_missing_password_without_printing_it() {
        given.put(PREFIX + "keystore-password", "not the password");
        assertStops("keystore-password", "does not open");
        given.put(PREFIX + "keystore-password", "short");
        assertStops("keystore-password", "16 characters");
        given.remove(PREFIX + "keystore-password");
        assertStops("keystore-password", "must be given");
        given.put(PREFIX + "keystore-password", FILES.password());
        given.put(PREFIX + "truststore-password", "not the password");
        assertStops("truststore-password", "does not open");
    }

    @Test
    void refuses_a_missing_file() {
        given.put(PREFIX + "keystore", "/absent/keys.p12");
        assertStops("keystore", "there is no file /absent/keys.p12");
        given.put(PREFIX + "keystore", FILES.keystore().toString());
        given.put(PREFIX + "truststore", "/absent/trust.p12");
        assertStops("truststore", "there is no file /absent/trust.p12");
    }

    @Test
    void refuses_a_trust_store_without_authority() {
        given.put(PREFIX + "truststore", FILES.keystore().toString());
        assertStops("truststore", "at least one authority");
    }

    @Test
    void refuses_certificates_of_another_party_or_without_oin() {
        given.put(PREFIX + "oin", PartyFixture.OTHER.value());
        assertStops("oin", "names another OIN");
        given.put(PREFIX + "oin", PartyFixture.RBL.value());
        use(
                PartyFixture.files(
                        PartyFixture.AUTHORITY.issue(PartyFixture.RBL.value(), "RBL"),
                        PartyFixture.AUTHORITY.issue(null, "RBL")));
        assertStops("keystore", "signing has no OIN");
    }

    @Test
    void refuses_itself_as_counterparty_and_an_address_without_tls() {
        given.put(PREFIX + SWV + "url", "http://localhost:8080");
        assertStops("counterparties." + PartyFixture.SWV.value() + ".url", "https://host:port");
        given.put(PREFIX + SWV + "url", "https://localhost:8443");
        String own = PREFIX + "counterparties.\"" + PartyFixture.RBL.value() + "\".";
        given.put(own + "name", "RBL");
        given.put(own + "role", "RBL");
        given.put(own + "url", "https://localhost:8443");
        assertStops("counterparties." + PartyFixture.RBL.value(), "this party itself");
    }

    void use(DemoAuthority.PartyFiles files) {
        given.put(PREFIX + "keystore", files.keystore().toString());
        given.put(PREFIX + "keystore-password", files.password());
    }

    void open() {
        PartyConfig config = config();
        OwnParty own = settings.ownParty(config);
        settings.counterparties(config, own);
        KeyRing keys = settings.keyRing(config, own, new SecureRandom(), Clock.systemUTC());
        TrustStore trust = settings.trustStore(config, Clock.systemUTC());
        assertThat(settings.jws(keys, trust, Clock.systemUTC())).isNotNull();
        assertThat(settings.peerHttp(keys, trust, config, Clock.systemUTC())).isNotNull();
    }

    void set(String setting, String value) {
        given.put(PREFIX + setting, value);
    }

    void assertStops(String setting, String message) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        SettingException.class,
                        e -> assertThat(e.setting()).isEqualTo(PREFIX + setting))
                .hasMessageStartingWith(PREFIX + setting + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("not the password");
    }

    private PartyConfig config() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(PartyConfig.class)
                        .withSources(new PropertiesConfigSource(given, "test", 100))
                        .build();
        return config.getConfigMapping(PartyConfig.class);
    }
}
