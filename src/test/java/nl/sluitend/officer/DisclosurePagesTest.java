package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
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

    @Test
    void what_was_found_can_be_taken_along_as_a_file_and_the_log_says_so() {
        append(leaf(LeafKind.SESSION_END, Map.of("ending", "agreed")));
        String csv =
                take("csv", name.convenantHash().orElseThrow())
                        .statusCode(200)
                        .contentType("text/csv")
                        .header("Content-Disposition", containsString("verstrekkingen.csv"))
                        .header("Cache-Control", "no-store")
                        .extract()
                        .asString();
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv.lines().skip(1)).first(STRING).contains("session-end", name.id());
        take("ndjson", name.convenantHash().orElseThrow())
                .statusCode(200)
                .contentType("application/x-ndjson")
                .body(containsString("\"type\":\"session-end\""));
        given().accept("text/html")
                .queryParam("soort", "export")
                .get("/privacy/verstrekkingen")
                .then()
                .statusCode(200)
                .body(containsString("Regels meegenomen<"));
    }

    @Test
    void what_cannot_be_taken_along_is_told_on_the_page_and_nothing_leaves() {
        take("pdf", "geen-hash")
                .statusCode(400)
                .contentType("text/html")
                .body(containsString("Kies een vorm"), containsString("Kies een convenant"));
    }

    @Test
    void a_wrong_day_is_told_beside_its_field() {
        given().accept("text/html")
                .queryParam("van", "gisteren")
                .get("/privacy/verstrekkingen")
                .then()
                .statusCode(400)
                .body(containsString("id=\"van-fout\""))
                .body(containsString("aria-describedby=\"van-fout\""));
    }

    @Test
    void entries_are_found_by_their_legal_basis() {
        append(leaf(LeafKind.SESSION_END, Map.of("ending", "agreed")));
        found("AVG art. 6 lid 1 onder e").body(containsString("1 regel gevonden"));
        found("een andere grondslag").body(containsString("0 regels gevonden"));
    }

    @Test
    void an_entry_says_who_cosigned_the_log() {
        append(leaf(LeafKind.SESSION_END, Map.of("ending", "agreed")));
        entry(0).statusCode(200)
                .body(containsString("Meeondertekend door"))
                .body(containsString("de andere partij: nog niet"))
                .body(containsString("Controleer nu"));
    }

    private ValidatableResponse found(String basis) {
        return given().accept("text/html")
                .queryParam("convenant", name.convenantHash().orElseThrow())
                .queryParam("grondslag", basis)
                .get("/privacy/verstrekkingen")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse take(String format, String convenant) {
        return given().header("Sec-Fetch-Site", "same-origin")
                .formParam("vorm", format)
                .formParam("convenant", convenant)
                .post("/privacy/verstrekkingen/meenemen")
                .then();
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
