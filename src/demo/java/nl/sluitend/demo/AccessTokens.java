package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Access tokens for one source system, by client credentials with a signed assertion in place of a
 * secret (RFC 7523, {@code private_key_jwt}). Keeps a token until shortly before it expires.
 */
public final class AccessTokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI issuer;
    private final String clientId;
    private final PrivateKey key;
    private String token = "";
    private Instant until = Instant.MIN;

    public AccessTokens(HttpClient http, URI issuer, String clientId, PrivateKey key) {
        this.http = http;
        this.issuer = issuer;
        this.clientId = clientId;
        this.key = key;
    }

    /** A token that is valid for half a minute at least. */
    public synchronized String get() {
        if (Instant.now().isAfter(until)) {
            Instant asked = Instant.now();
            JsonNode answer = ask();
            token = answer.get("access_token").asText();
            until = asked.plusSeconds(answer.get("expires_in").asLong()).minus(MARGIN);
        }
        return token;
    }

    /** Value of the {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + get();
    }

    private JsonNode ask() {
        String form =
                "grant_type=client_credentials&client_assertion_type="
                        + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        + "&client_assertion="
                        + encode(assertion());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "Keycloak refuses a token to %s: %d %s"
                                .formatted(clientId, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak does not answer at " + issuer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for a token", e);
        }
    }

    private String assertion() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(clientId);
        claims.setSubject(clientId);
        claims.setAudience(issuer.toString());
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        JsonWebSignature assertion = new JsonWebSignature();
        assertion.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        assertion.setHeader("typ", "JWT");
        assertion.setKey(key);
        assertion.setPayload(claims.toJson());
        try {
            return assertion.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the key of " + clientId + " cannot sign", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
