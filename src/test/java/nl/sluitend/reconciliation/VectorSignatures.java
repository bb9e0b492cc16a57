package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import nl.sluitend.ScratchFolder;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.party.JwsVerifier;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Role;

/**
 * The signatures of a test vector: one message of each party as it is signed, and the whole frame
 * of a round. They have keys of their own each time that the file is written.
 */
final class VectorSignatures {

    static final String MEMBER = "signatures";

    private VectorSignatures() {}

    /** Signs as the parties of a new authority. */
    static void write(ObjectNode file) throws Exception {
        var authority = new DemoAuthority("Sluitend test vectors");
        ObjectNode out = file.putObject(MEMBER);
        out.put("authority", base64(authority.certificate().getEncoded()));
        out.put("at", Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).toString());
        for (Role role : Role.values()) {
            Jws jws = jws(authority, oin(file, role));
            ObjectNode signed = out.putObject(VectorParty.name(role));
            signed.put("offer", jws.sign(payload(file, "OFFER", role)));
            JsonNode round = message(file, "EVALUATED", role);
            if (!round.isMissingNode()) {
                signed.put("frame", frame(round, jws));
            }
        }
    }

    private static String frame(JsonNode round, Jws jws) {
        byte[] payload = round.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        return Octets.of(
                        new EvaluatedFrame(
                                        jws.sign(payload),
                                        Octets.ofHex(round.path("points").asText()),
                                        Octets.ofHex(round.path("proof").asText()))
                                .encode())
                .hex();
    }

    private static Jws jws(DemoAuthority authority, String oin) throws Exception {
        DemoAuthority.PartyFiles files =
                authority.write(ScratchFolder.create("sluitend-vectors"), oin, "Test " + oin);
        return new Jws(
                KeyRing.open(files.keystore(), files.password().toCharArray(), new SecureRandom()),
                new TrustStore(List.of(authority.certificate())),
                Clock.systemUTC());
    }

    /** Each signature is of its party, over the octets that stand in the file. */
    static void verify(JsonNode file) throws Exception {
        JsonNode signatures = file.path(MEMBER);
        var authority =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                Base64.getDecoder()
                                                        .decode(
                                                                signatures
                                                                        .path("authority")
                                                                        .asText())));
        var verifier = new JwsVerifier(new TrustStore(List.of(authority)));
        Instant at = Instant.parse(signatures.path("at").asText());
        for (Role role : Role.values()) {
            Oin oin = new Oin(oin(file, role));
            JsonNode signed = signatures.path(VectorParty.name(role));
            verify(verifier, signed.path("offer").asText(), oin, at, payload(file, "OFFER", role));
            JsonNode octets = signed.path("frame");
            if (octets.isMissingNode()) {
                continue;
            }
            JsonNode round = message(file, "EVALUATED", role);
            EvaluatedFrame frame =
                    EvaluatedFrame.decode(Octets.ofHex(octets.asText()).toByteArray());
            verify(verifier, frame.jws(), oin, at, payload(file, "EVALUATED", role));
            assertThat(frame.points().hex()).isEqualTo(round.path("points").asText());
            assertThat(frame.proof().hex()).isEqualTo(round.path("proof").asText());
        }
    }

    private static void verify(
            JwsVerifier verifier, String compact, Oin oin, Instant at, byte[] payload) {
        assertThat(verifier.verify(compact, oin, at))
                .isInstanceOfSatisfying(
                        JwsVerification.Verified.class,
                        verified -> assertThat(verified.payload()).isEqualTo(payload));
    }

    private static String oin(JsonNode file, Role role) {
        return file.path("input").path(VectorParty.name(role)).path("oin").asText();
    }

    private static JsonNode message(JsonNode file, String message, Role role) {
        return new VectorMessages(file).find(message, role, 0);
    }

    private static byte[] payload(JsonNode file, String message, Role role) {
        return new VectorMessages(file).payload(message, role, 0);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
