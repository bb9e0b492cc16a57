package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import nl.sluitend.party.TrustStore;

/** Convenants between the running node and its counterparty, and what that counterparty sends. */
final class ConvenantExchangeFixture {

    static final Oin NODE = new Oin(TestNode.OIN);
    static final Oin PEER = new Oin(TestNode.PEER_OIN);

    private ConvenantExchangeFixture() {}

    /** A convenant of its own for every call. */
    static ConvenantFixture fresh(KeyRing keys) {
        return ConvenantFixture.filled(
                        NODE,
                        Base64.getEncoder().encodeToString(keys.logPublicKey()),
                        PEER,
                        ConvenantFixture.logKey(2))
                .with("/informing/text", "Test " + UUID.randomUUID());
    }

    /** A step as the counterparty signs it. */
    static String signed(String hash, StepType type, Instant at) {
        return signed(TestNode.PEER_FILES, hash, type, at);
    }

    /** A step signed with the keys in these files. */
    static String signed(DemoAuthority.PartyFiles files, String hash, StepType type, Instant at) {
        return jws(files).sign(new Statement(hash, type, at).bytes());
    }

    static Jws jws(DemoAuthority.PartyFiles files) {
        try {
            KeyRing keys =
                    KeyRing.open(
                            files.keystore(), files.password().toCharArray(), new SecureRandom());
            return new Jws(
                    keys,
                    new TrustStore(List.of(TestNode.AUTHORITY.certificate())),
                    Clock.systemUTC());
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The counterparty sends content; returns the hash. */
    static String propose(ConvenantFixture convenant) {
        String hash = convenant.read().hash();
        NodeClient.givenPeer()
                .contentType("application/json")
                .body(convenant.json())
                .put("/peer/v1/convenants/" + hash)
                .then()
                .statusCode(204);
        return hash;
    }

    /** The counterparty sends a signature; returns status and problem type. */
    static String send(String hash, String jws, Instant sentAt) {
        var answer =
                NodeClient.givenPeer()
                        .contentType("application/json")
                        .body(Map.of("signature", jws, "sentAt", sentAt.toString()))
                        .post("/peer/v1/convenants/" + hash + "/signatures");
        if (answer.statusCode() == 204) {
            return "204";
        }
        String type = answer.jsonPath().getString("type");
        assertThat(type).startsWith("urn:sluitend:problem:");
        return answer.statusCode() + " " + type.substring("urn:sluitend:problem:".length());
    }
}
