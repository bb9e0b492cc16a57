package nl.sluitend.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/**
 * One party's realm: the realm that is delivered in {@code deploy/keycloak/} with its placeholders
 * filled in, and demo accounts on top that the delivered realm does not have.
 *
 * @param name lower-case letters, digits and dashes; part of the issuer's address
 * @param title what people read on the login page
 * @param nodes where this party's node is reached by a browser, one address per replica, without a
 *     slash at the end
 * @param login certificate of the key with which the node itself logs in to Keycloak
 * @param operator certificate of the key of {@code sluitend systems}
 * @param people accounts for the login page
 * @param systems source systems
 */
public record DemoRealm(
        String name,
        String title,
        List<URI> nodes,
        X509Certificate login,
        X509Certificate operator,
        List<Person> people,
        List<SourceSystem> systems) {

    private static final Path TEMPLATE = Checkout.file("deploy/keycloak/sluitend-realm.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An account for the login page; the demo asks for no second factor.
     *
     * @param password at least 14 characters, not the user name
     */
    public record Person(
            String username, String password, String first, String last, Set<String> roles) {
        public Person {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * A source system that logs in with a key of its own (private_key_jwt, ES256).
     *
     * @param lifespan of its access tokens, when it is not the realm's
     */
    public record SourceSystem(
            String clientId, KeyPair keys, Set<String> roles, Optional<Duration> lifespan) {
        public SourceSystem {
            roles = Set.copyOf(roles);
        }

        public SourceSystem(String clientId, KeyPair keys, Set<String> roles) {
            this(clientId, keys, roles, Optional.empty());
        }
    }

    public DemoRealm {
        nodes = List.copyOf(nodes);
        people = List.copyOf(people);
        systems = List.copyOf(systems);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a realm serves at least one node");
        }
    }

    /** The realm as Keycloak imports it. */
    String render() {
        Map<String, String> values =
                Map.of(
                        "SLUITEND_REALM", name,
                        "SLUITEND_REALM_NAME", title,
                        "SLUITEND_NODE_URL", nodes.getFirst().toString(),
                        "SLUITEND_LOGIN_CERTIFICATE", base64(login),
                        "SLUITEND_OPERATOR_CERTIFICATE", base64(operator));
        try {
            String text = Files.readString(TEMPLATE, StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            ObjectNode realm = (ObjectNode) JSON.readTree(text);
            nodes.subList(1, nodes.size()).forEach(node -> addReplica(realm, node));
            people.forEach(person -> addPerson(realm, person));
            systems.forEach(system -> addSystem(realm, system));
            return JSON.writeValueAsString(realm);
        } catch (IOException e) {
            throw new UncheckedIOException("the realm cannot be made from " + TEMPLATE, e);
        }
    }

    private static void addReplica(ObjectNode realm, URI node) {
        for (var client : realm.withArray("clients")) {
            if ("sluitend-node".equals(client.path("clientId").asText())) {
                ((ArrayNode) client.get("redirectUris")).add(node + "/inloggen");
                ObjectNode attributes = (ObjectNode) client.get("attributes");
                String key = "post.logout.redirect.uris";
                attributes.put(key, attributes.get(key).asText() + "##" + node + "/afgemeld");
            }
        }
    }

    private static void addPerson(ObjectNode realm, Person person) {
        ObjectNode user = realm.withArray("users").addObject();
        user.put("username", person.username())
                .put("enabled", true)
                .put("firstName", person.first())
                .put("lastName", person.last())
                .put("email", person.username() + "@example.org")
                .put("emailVerified", true);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", person.password())
                .put("temporary", false);
        person.roles().stream().sorted().forEach(user.putArray("realmRoles")::add);
    }

    private static void addSystem(ObjectNode realm, SourceSystem system) {
        ObjectNode client = realm.withArray("clients").addObject();
        client.put("clientId", system.clientId())
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("clientAuthenticatorType", "client-jwt")
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true)
                .put("fullScopeAllowed", true);
        client.putArray("defaultClientScopes").add("sluitend");
        client.putArray("optionalClientScopes");
        ObjectNode attributes = client.putObject("attributes");
        system.lifespan()
                .ifPresent(
                        lifespan ->
                                attributes.put(
                                        "access.token.lifespan",
                                        Long.toString(lifespan.toSeconds())));
        attributes
                .put("token.endpoint.auth.signing.alg", "ES256")
                .put("use.jwks.string", "true")
                .put("jwks.string", jwks(system))
                .put("sluitend.source-system", "true");
        ObjectNode account = realm.withArray("users").addObject();
        account.put("username", "service-account-" + system.clientId())
                .put("enabled", true)
                .put("serviceAccountClientId", system.clientId());
        system.roles().stream().sorted().forEach(account.putArray("realmRoles")::add);
    }

    private static String jwks(SourceSystem system) {
        EllipticCurveJsonWebKey key =
                new EllipticCurveJsonWebKey(
                        (java.security.interfaces.ECPublicKey) system.keys().getPublic());
        key.setUse("sig");
        key.setAlgorithm("ES256");
        key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }
}
