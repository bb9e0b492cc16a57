package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantFixture;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run writes into the log, as the privacy officer reads it. */
@QuarkusTest
@TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
class DisclosurePagesTest {

    private static final int PUPILS = 26;

    @Inject DisclosureLog log;
    @Inject KeyRing keys;

    private Convenant convenant;
    private LogName name;

    @BeforeEach
    void proposeAConvenant() {
        ConvenantFixture content =
                ConvenantFixture.filled(
                                new Oin(TestNode.OIN),
                                Base64.getEncoder().encodeToString(keys.logPublicKey()),
                                new Oin(TestNode.PEER_OIN),
                                ConvenantFixture.logKey(2))
                        .with("/informing/text", "Test " + UUID.randomUUID());
        convenant = content.read();
        name = LogName.ofConvenant(new Oin(TestNode.OIN), convenant.hash());
        NodeClient.givenPeer()
                .contentType("application/json")
                .body(content.json())
                .put("/peer/v1/convenants/" + convenant.hash())
                .then()
                .statusCode(204);
    }

    @Test
    void the_outcomes_of_many_pupils_are_not_told_as_one_and_in_dutch() {
        outcomes();
        entry(0).statusCode(200)
                .body(containsString("Uitkomst per leerling"))
                .body(containsString("Eén regel kan over veel leerlingen gaan"))
                .body(allOf(containsString("Aantal leerlingen"), containsString(">26<")))
                .body(allOf(not(containsString(">pupils<")), not(containsString(">chunk<"))));
    }

    @Test
    void the_purpose_of_an_entry_is_told_in_the_words_of_its_convenant() {
        outcomes();
        Convenant.Purpose purpose = convenant.purposes().getFirst();
        entry(0).body(containsString("%s (%s)".formatted(purpose.text(), purpose.code())));
    }

    @Test
    void how_a_session_ended_is_told_in_dutch() {
        append(
                leaf(
                        LeafKind.SESSION_END,
                        Map.of("ending", "aborted-exposed", "reason", "timed-out")));
        entry(0).body(containsString("de ander kan al weten wie op beide lijsten staat"))
                .body(containsString("de ander antwoordde niet op tijd"))
                .body(not(containsString(">aborted-exposed<")));
    }

    private ValidatableResponse entry(long index) {
        return given().accept("text/html")
                .get("/privacy/verstrekkingen/%s/%d".formatted(name.id(), index))
                .then();
    }

    private void outcomes() {
        List<PupilMembers> pupils =
                IntStream.range(0, PUPILS)
                        .mapToObj(
                                i ->
                                        new PupilMembers(
                                                List.of(new PersonalMember("outcome", "matched")),
                                                SubjectRef.pupil(point(i))))
                        .toList();
        QuarkusTransaction.requiringNew()
                .run(() -> log.appendPupils(name, leaf(LeafKind.OUTCOME, Map.of()), pupils));
    }

    private void append(Leaf leaf) {
        QuarkusTransaction.requiringNew().run(() -> log.append(name, List.of(leaf)));
    }

    private Leaf leaf(LeafKind kind, Map<String, Object> clear) {
        Convenant.Purpose purpose = convenant.purposes().getFirst();
        return new Leaf(
                kind,
                Instant.now(),
                convenant.hash(),
                purpose.processingActivity(),
                purpose.code(),
                "AVG art. 6 lid 1 onder e",
                new Oin(TestNode.OIN),
                new Oin(TestNode.PEER_OIN),
                UUID.randomUUID().toString(),
                clear,
                List.of(),
                Optional.empty());
    }

    private static byte[] point(int number) {
        byte[] point = new byte[32];
        point[0] = (byte) number;
        return point;
    }
}
