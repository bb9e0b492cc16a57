package nl.sluitend.node;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.sluitend.party.Roles;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.token.TokenService;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * The source systems of one realm, through Keycloak's admin client, with the rights of the realm's
 * client {@value #OPERATOR}. A source system is a client with a service account, a key of its own
 * and nothing else: it cannot log in anywhere, and it has the roles given here.
 */
final class KeycloakAdmin implements AutoCloseable {

    /** The client of this command in the delivered realm. */
    static final String OPERATOR = "sluitend-operator";

    private static final String MARK = "sluitend.source-system";
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI issuer;
    private final Keycloak keycloak;
    private final RealmResource realm;

    private KeycloakAdmin(URI issuer, Keycloak keycloak, RealmResource realm) {
        this.issuer = issuer;
        this.keycloak = keycloak;
        this.realm = realm;
    }

    /** A source system as the realm knows it. */
    record SourceSystem(String name, boolean admitted, Set<String> roles) {}

    /**
     * Logs in (client credentials, RFC 7523 assertion).
     *
     * @param issuer of the realm, {@code https://host/realms/name}
     * @param authorities whom to trust for Keycloak's certificate; those of the JDK when empty
     * @throws KeycloakRefusalException when the realm does not know the key
     * @throws IOException when Keycloak does not answer
     */
    static KeycloakAdmin logIn(URI issuer, PrivateKey key, List<KeyStore> authorities, Clock clock)
            throws IOException, KeycloakRefusalException {
        String server = issuer.toString().replaceFirst("/realms/[^/]+$", "");
        String name = issuer.toString().substring(server.length() + "/realms/".length());
        var form = new MultivaluedHashMap<String, String>();
        form.add("grant_type", "client_credentials");
        form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.add("client_assertion", assertion(issuer, key, clock));
        AdminInterfaces interfaces = new AdminInterfaces();
        Keycloak.setClientProvider(interfaces);
        Client client = client(authorities);
        try {
            String token =
                    interfaces
                            .targetProxy(client.target(server), TokenService.class)
                            .grantToken(name, form)
                            .getToken();
            Keycloak keycloak =
                    KeycloakBuilder.builder()
                            .serverUrl(server)
                            .realm(name)
                            .resteasyClient(client)
                            .authorization(token)
                            .build();
            return new KeycloakAdmin(issuer, keycloak, keycloak.realm(name));
        } catch (WebApplicationException e) {
            client.close();
            throw new KeycloakRefusalException(
                    "the realm %s does not accept the operator key (%d); is its certificate that of client %s?"
                            .formatted(issuer, e.getResponse().getStatus(), OPERATOR));
        } catch (ProcessingException e) {
            client.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Every source system, withdrawn ones included, by name. */
    List<SourceSystem> list() throws IOException, KeycloakRefusalException {
        return ask("read its clients", this::readAll);
    }

    private List<SourceSystem> readAll() {
        List<SourceSystem> systems = new ArrayList<>();
        for (int first = 0; ; first += PAGE) {
            var clients = realm.clients().findAll(null, null, null, first, PAGE);
            for (ClientRepresentation client : clients) {
                if (isSourceSystem(client)) {
                    systems.add(
                            new SourceSystem(
                                    client.getClientId(), client.isEnabled(), roles(client)));
                }
            }
            if (clients.size() < PAGE) {
                systems.sort(Comparator.comparing(SourceSystem::name));
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
        int created =
                ask(
                        "make the client " + name,
                        () -> {
                            try (Response answer =
                                    realm.clients().create(sourceSystem(name, key))) {
                                return answer.getStatus();
                            }
                        });
        if (created == 409) {
            throw new KeycloakRefusalException(
                    "the realm already has a client " + name + "; a name is used once");
        }
        if (created != 201) {
            throw refused("make the client " + name, created);
        }
        String id = ask("read the client " + name, () -> find(name).getFirst().getId());
        try {
            ask(
                    "give roles to " + name,
                    () -> {
                        give(id, roles);
                        return roles;
                    });
        } catch (IOException | KeycloakRefusalException e) {
            ask(
                    "delete the client " + name,
                    () -> {
                        realm.clients().get(id).remove();
                        return id;
                    });
            throw e;
        }
    }

    private void give(String client, Set<String> roles) {
        String account = realm.clients().get(client).getServiceAccountUser().getId();
        List<RoleRepresentation> given =
                roles.stream().map(role -> realm.roles().get(role).toRepresentation()).toList();
        realm.users().get(account).roles().realmLevel().add(given);
    }

    /**
     * Withdraws a source system: it gets no tokens any more. It stays in the list, and its name is
     * not given out again.
     *
     * @throws KeycloakRefusalException when there is no source system of that name
     */
    void withdraw(String name) throws IOException, KeycloakRefusalException {
        List<ClientRepresentation> found =
                ask(
                        "read the client " + name,
                        () -> find(name).stream().filter(KeycloakAdmin::isSourceSystem).toList());
        if (found.isEmpty()) {
            throw new KeycloakRefusalException("the realm has no source system " + name);
        }
        ClientRepresentation client = found.getFirst();
        client.setEnabled(false);
        ask(
                "withdraw " + name,
                () -> {
                    realm.clients().get(client.getId()).update(client);
                    return name;
                });
    }

    @Override
    public void close() {
        keycloak.close();
    }

    private List<ClientRepresentation> find(String name) {
        return realm.clients().findByClientId(name);
    }

    private Set<String> roles(ClientRepresentation client) {
        String account = realm.clients().get(client.getId()).getServiceAccountUser().getId();
        return realm.users().get(account).roles().realmLevel().listAll().stream()
                .map(RoleRepresentation::getName)
                .filter(Roles.ALL::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSourceSystem(ClientRepresentation client) {
        Map<String, String> attributes = client.getAttributes();
        return attributes != null && Boolean.parseBoolean(attributes.get(MARK));
    }

    private static ClientRepresentation sourceSystem(String name, ECPublicKey key) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(name);
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setClientAuthenticatorType("client-jwt");
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setFullScopeAllowed(true);
        client.setDefaultClientScopes(List.of("sluitend"));
        client.setOptionalClientScopes(List.of());
        client.setAttributes(
                Map.of(
                        "token.endpoint.auth.signing.alg",
                        "ES256",
                        "use.jwks.string",
                        "true",
                        "jwks.string",
                        jwks(key),
                        MARK,
                        "true"));
        return client;
    }

    private <T> T ask(String what, Supplier<T> question)
            throws IOException, KeycloakRefusalException {
        try {
            return question.get();
        } catch (WebApplicationException e) {
            throw refused(what, e.getResponse().getStatus());
        } catch (ProcessingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private KeycloakRefusalException refused(String what, int status) {
        return new KeycloakRefusalException(
                "the realm %s does not let this key %s (%d)".formatted(issuer, what, status));
    }

    private static Client client(List<KeyStore> authorities) {
        ClientBuilder builder =
                ClientBuilder.newBuilder()
                        .connectTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .readTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        authorities.forEach(builder::trustStore);
        return builder.build();
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
        return assertion(OPERATOR, issuer, key, clock);
    }

    /**
     * What a client of the realm shows to log in (RFC 7523), valid for a minute.
     *
     * @throws KeycloakRefusalException when the key is no P-256 key
     */
    static String assertion(String client, URI issuer, PrivateKey key, Clock clock)
            throws KeycloakRefusalException {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(client);
        claims.setSubject(client);
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
            throw new KeycloakRefusalException(
                    "the key of " + client + " cannot sign: P-256 is expected");
        }
    }
}
