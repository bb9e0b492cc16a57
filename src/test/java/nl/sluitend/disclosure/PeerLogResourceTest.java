package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the witness of a log may see of it. */
@QuarkusTest
class PeerLogResourceTest {

    private static final String PREFIX = "/peer/v1/log/";

    @Inject DisclosureLog disclosureLog;

    private final TestLog log = TestLog.fresh();
    private final TestLog ofOthers = TestLog.fresh();

    @BeforeEach
    void twoLogs() {
        TestCounterparts.add(log.name().id(), TestLeaves.PEER);
        for (TestLog one : List.of(log, ofOthers)) {
            QuarkusTransaction.requiringNew()
                    .run(
                            () ->
                                    disclosureLog.append(
                                            one.name(), List.of(one.exposure(), one.exposure())));
        }
    }

    @Test
    void checkpointAndHashesAreThereAndMakeTheSameRoot() throws LogVerificationException {
        String note = get(log, "/checkpoint", 200).asString();
        byte[] hashes = get(log, "/tile/0/000.p/2", 200).asByteArray();

        SignedCheckpoint signed =
                SignedCheckpoint.open(disclosureLog.verifierKey(log.name()), note);
        Frontier frontier = new Frontier();
        for (int i = 0; i < 2; i++) {
            frontier.append(
                    java.util.Arrays.copyOfRange(hashes, 32 * i, 32 * i + 32),
                    (level, index, hash) -> {});
        }
        assertThat(signed.checkpoint().root()).isEqualTo(frontier.root());
    }

    @Test
    void entriesAreNot() {
        get(log, "/tile/entries/000.p/2", 404);
        get(log, "/tile/0/000", 404);
        get(log, "/tile/nonsense", 404);
    }

    @Test
    void logsOfOtherConvenantsAndTheNodeLogAreNot() {
        get(ofOthers, "/checkpoint", 404);
        get(ofOthers, "/tile/0/000.p/2", 404);
        NodeClient.givenPeer().get(PREFIX + "node/checkpoint").then().statusCode(404);
        NodeClient.given().get(PREFIX + log.name().id() + "/checkpoint").then().statusCode(401);
    }

    private static io.restassured.response.Response get(TestLog of, String file, int status) {
        return NodeClient.givenPeer()
                .get(PREFIX + of.name().id() + file)
                .then()
                .statusCode(status)
                .extract()
                .response();
    }
}
