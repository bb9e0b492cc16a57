package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * The source systems of one realm, through Keycloak's admin interface, with the rights of the
 * realm's client {@value #OPERATOR}. A source system is a client with a service account, a key of
 * its own and nothing else: it cannot log in anywhere, and it has the roles given here.
 */
final class KeycloakAdmin {

    /** The client of this command in the delivered realm. */
    static final String OPERATOR = "sluitend-operator";

    private static final String MARK = "sluitend.source-system";
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI issuer;
    private final URI admin;
    private final String token;

    private KeycloakAdmin(HttpClient http, URI issuer, String token) {
        this.http = http;
        this.issuer = issuer;
        this.admin = URI.create(issuer.toString().replaceFirst("/realms/", "/admin/realms/"));
        this.token = token;
    }

    /** A source system as the realm knows it. */
    record SourceSystem(String name, boolean admitted, Set<String> roles) {}

    /**
     * Logs in (client credentials, RFC 7523 assertion).
     *
     * @param issuer of the realm, {@code https://host/realms/name}
     * @throws KeycloakRefusalException when the realm does not know the key
     */
    static KeycloakAdmin logIn(HttpClient http, URI issuer, PrivateKey key, Clock clock)
            throws IOException, KeycloakRefusalException {
        String form =
                "grant_type=client_credentials&client_assertion_type="
                        + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        + "&client_assertion="
                        + encode(assertion(issuer, key, clock));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        HttpResponse<String> answer = send(http, request);
        if (answer.statusCode() != 200) {
            throw new KeycloakRefusalException(
                    "the realm %s does not accept the operator key (%d); is its certificate that of client %s?"
                            .formatted(issuer, answer.statusCode(), OPERATOR));
        }
        return new KeycloakAdmin(
                http, issuer, JSON.readTree(answer.body()).path("access_token").asText());
    }

    /** Every source system, withdrawn ones included, by name. */
    List<SourceSystem> list() throws IOException, KeycloakRefusalException {
        List<SourceSystem> systems = new ArrayList<>();
        for (int first = 0; ; first += PAGE) {
            JsonNode clients = get("/clients?first=%d&max=%d".formatted(first, PAGE));
            for (JsonNode client : clients) {
                if (client.path("attributes").path(MARK).asBoolean()) {
                    systems.add(
                            new SourceSystem(
                                    client.path("clientId").asText(),
                                    client.path("enabled").asBoolean(),
                                    roles(client)));
                }
            }
            if (clients.size() < PAGE) {
                systems.sort(java.util.Comparator.comparing(SourceSystem::name));
                return systems;
            }
        }
    }

    /**
     * Admits a source system.
     *
     * @throws KeycloakRefusalException when the name is taken; nothing is left behind when a later
     *     step fails
     */
    void add(String name, ECPublicKey key, Set<String> roles)
            throws IOException, KeycloakRefusalException {
        ObjectNode client = JSON.createObjectNode();
        client.put("clientId", name)
                .put("protocol", "openid-connect")
                .put("enabled", true)
                .put("publicClient", false)
                .put("clientAuthenticatorType", "client-jwt")
                .put("standardFlowEnabled", false)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true)
                .put("fullScopeAllowed", true);
        client.putArray("defaultClientScopes").add("sluitend");
        client.putArray("optionalClientScopes");
        client.putObject("attributes")
                .put("token.endpoint.auth.signing.alg", "ES256")
                .put("use.jwks.string", "true")
                .put("jwks.string", jwks(key))
                .put(MARK, "true");
        HttpResponse<String> created = call("POST", "/clients", client);
        if (created.statusCode() == 409) {
            throw new KeycloakRefusalException(
                    "the realm already has a client " + name + "; a name is used once");
        }
        require(created, 201, "make the client " + name);
        String id = find(name).path("id").asText();
        try {
            String account =
                    get("/clients/%s/service-account-user".formatted(id)).path("id").asText();
            var mappings = JSON.createArrayNode();
            for (String role : roles) {
                mappings.add(get("/roles/" + role));
            }
            require(
                    call("POST", "/users/%s/role-mappings/realm".formatted(account), mappings),
                    204,
                    "give roles to " + name);
        } catch (IOException | KeycloakRefusalException e) {
            call("DELETE", "/clients/" + id, null);
            throw e;
        }
    }

    /**
     * Withdraws a source system: it gets no tokens any more. It stays in the list, and its name is
     * not given out again.
     *
     * @throws KeycloakRefusalException when there is no source system of that name
     */
    void withdraw(String name) throws IOException, KeycloakRefusalException {
        JsonNode client = find(name);
        if (!client.path("attributes").path(MARK).asBoolean()) {
            throw new KeycloakRefusalException("the realm has no source system " + name);
        }
        ((ObjectNode) client).put("enabled", false);
        require(
                call("PUT", "/clients/" + client.path("id").asText(), client),
                204,
                "withdraw " + name);
    }

    private JsonNode find(String name) throws IOException, KeycloakRefusalException {
        JsonNode found = get("/clients?clientId=" + encode(name));
        return found.isEmpty() ? JSON.createObjectNode() : found.get(0);
    }

    private Set<String> roles(JsonNode client) throws IOException, KeycloakRefusalException {
        String account =
                get("/clients/%s/service-account-user".formatted(client.path("id").asText()))
                        .path("id")
                        .asText();
        Set<String> roles = new TreeSet<>();
        for (JsonNode role : get("/users/%s/role-mappings/realm".formatted(account))) {
            if (SystemsCommand.ROLES.contains(role.path("name").asText())) {
                roles.add(role.path("name").asText());
            }
        }
        return roles;
    }

    private JsonNode get(String path) throws IOException, KeycloakRefusalException {
        HttpResponse<String> answer = call("GET", path, null);
        require(answer, 200, "read " + path);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> call(
            String method, String path, @org.jspecify.annotations.Nullable JsonNode body)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(admin + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return send(http, request.build());
    }

    private void require(HttpResponse<String> answer, int status, String what)
            throws KeycloakRefusalException {
        if (answer.statusCode() != status) {
            throw new KeycloakRefusalException(
                    "the realm %s does not let this key %s (%d)"
                            .formatted(issuer, what, answer.statusCode()));
        }
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String jwks(ECPublicKey key) {
        EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey(key);
        jwk.setUse("sig");
        jwk.setAlgorithm("ES256");
        jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
        return new JsonWebKeySet(jwk).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static String assertion(URI issuer, PrivateKey key, Clock clock)
            throws KeycloakRefusalException {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(OPERATOR);
        claims.setSubject(OPERATOR);
        claims.setAudience(issuer.toString());
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + 60));
        JsonWebSignature assertion = new JsonWebSignature();
        assertion.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        assertion.setHeader("typ", "JWT");
        assertion.setKey(key);
        assertion.setPayload(claims.toJson());
        try {
            return assertion.getCompactSerialization();
        } catch (JoseException e) {
            throw new KeycloakRefusalException("the operator key cannot sign: P-256 is expected");
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
