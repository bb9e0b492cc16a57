package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivered realm in a real Keycloak: who gets which token. */
class KeycloakServerIT {

    @TempDir static Path directory;

    private static DemoRealm.SourceSystem writer;
    private static DemoRealm.SourceSystem other;
    private static KeycloakServer keycloak;
    private static final List<String> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void startKeycloak() throws Exception {
        DemoAuthority authority = new DemoAuthority("Test");
        writer = new DemoRealm.SourceSystem("lvs", keys(), Set.of("registration-writer"));
        other = new DemoRealm.SourceSystem("lvs", keys(), Set.of("outcome-reader"));
        keycloak =
                KeycloakServer.start(
                        directory,
                        authority,
                        List.of(realm(authority, "rbl", writer), realm(authority, "swv", other)),
                        PROGRESS::add);
    }

    @AfterAll
    static void stopKeycloak() {
        keycloak.close();
    }

    @Test
    void aSourceSystemGetsATokenForTheNodeWithItsOwnRolesAlone() throws Exception {
        JsonNode claims = claims(keycloak.tokens("rbl", writer).get());

        assertThat(claims.path("iss").asText()).isEqualTo(keycloak.issuer("rbl").toString());
        assertThat(claims.path("aud")).hasToString("\"sluitend-node\"");
        assertThat(claims.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .filteredOn(role -> !role.startsWith("default-roles-"))
                .containsExactly("registration-writer");
        assertThat(claims.path("sub").asText()).isNotBlank();
    }

    @Test
    void aRealmRefusesTheKeyThatAnotherRealmKnowsUnderTheSameName() {
        assertThatThrownBy(() -> keycloak.tokens("rbl", other).get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lvs")
                .hasMessageContaining("400");
    }

    @Test
    void tokensAreKeptUntilShortlyBeforeTheyExpire() {
        AccessTokens tokens = keycloak.tokens("swv", other);

        assertThat(tokens.get()).isEqualTo(tokens.get());
    }

    @Test
    void progressIsTold() {
        assertThat(PROGRESS).last().asString().startsWith("Keycloak is klaar op https://localhost");
    }

    private static DemoRealm realm(
            DemoAuthority authority, String name, DemoRealm.SourceSystem system) {
        X509Certificate certificate = authority.issue(null, name).chain().getFirst();
        return new DemoRealm(
                name,
                "Test " + name,
                List.of(URI.create("https://localhost:8443")),
                certificate,
                certificate,
                List.of(),
                List.of(system));
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JsonNode claims(String token) throws Exception {
        String payload = token.split("\\.", -1)[1];
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }
}
