package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** Sessions in which a scripted counterparty exchanges fields with the node. */
@QuarkusTest
@RolesOfSystems
class FieldsWithPeerTest {

    @Inject ReconciliationFixture fixture;
    @Inject Comparisons comparisons;

    private ScriptedFields peer() {
        fixture.register("fields-anna", 400, Map.of("lead", "RBL"));
        fixture.register("fields-bram", 401, Map.of("startDate", "2026-10-01", "lead", "SWV"));
        fixture.register("fields-chris", 402);
        return fixture.fieldsPeer(400, 401, 409);
    }

    private List<?> fieldsOf(ScriptedFields peer, String reference) {
        return fixture.fields(peer.convenant.hash(), reference);
    }

    private Map<String, Object> last(ScriptedFields peer, String reference) {
        return fixture.last(peer.convenant.hash(), reference);
    }

    private static Map<String, Object> field(
            String name, String comparison, String received, boolean changed) {
        Map<String, Object> field = new java.util.HashMap<>();
        field.put("name", name);
        field.put("comparison", comparison);
        field.put("received", received.isEmpty() ? null : received);
        field.put("changed", changed);
        return field;
    }

    @Test
    void bothLearnWhatTheConvenantGivesOfThePupilsThatBothHave() throws Exception {
        ScriptedFields peer = peer();
        List<FieldRecord> given = peer.exchange(Map.of("startDate", "2026-09-08", "lead", "SWV"));

        assertThat(given)
                .extracting(FieldRecord::values)
                .containsExactlyInAnyOrder(
                        new java.util.TreeMap<>(Map.of("startDate", "2026-09-01", "lead", "RBL")),
                        new java.util.TreeMap<>(Map.of("startDate", "2026-10-01", "lead", "SWV")));
        assertThat(peer.state().getString("ending")).isEqualTo("agreed");
        assertThat(fieldsOf(peer, "fields-anna"))
                .hasToString(
                        List.of(
                                        field("startDate", "EQUAL", "2026-09-08", false),
                                        field("lead", "DIFFERS", "SWV", true),
                                        field("endDate", "UNKNOWN", "", false))
                                .stream()
                                .map(FieldsWithPeerTest::inOrder)
                                .toList()
                                .toString());
        assertThat(last(peer, "fields-anna")).containsEntry("change", "DIFFERENCE_ARISEN");
        assertThat(fieldsOf(peer, "fields-bram").toString())
                .contains("DIFFERS", "2026-09-08")
                .contains("EQUAL");
        assertThat(fieldsOf(peer, "fields-chris")).isEmpty();
        assertThat(last(peer, "fields-chris")).containsEntry("outcome", "ONLY_HERE");
        assertThat(fixture.entries(peer.convenant.hash(), "fields-anna"))
                .extracting(entry -> entry.get("change"))
                .containsExactly("NEW", "DIFFERENCE_ARISEN");
    }

    private static Map<String, Object> inOrder(Map<String, Object> field) {
        Map<String, Object> ordered = new java.util.LinkedHashMap<>();
        for (String name : List.of("name", "comparison", "received", "changed")) {
            ordered.put(name, field.get(name));
        }
        return ordered;
    }

    @Test
    void aLeafForEachPupilIsThereBeforeTheFieldsLeave() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .endsWith("receipt")
                .doesNotContain("disclosure", "session-end");
        peer.putFields(peer.records(Map.of("lead", "SWV"))).then().statusCode(200);

        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("disclosure");
        List<String> leaves =
                fixture.sql()
                        .list(
                                "SELECT convert_from(entry, 'UTF8') AS entry FROM disclosure_leaf"
                                        + " WHERE kind = 'disclosure' AND convert_from(entry,"
                                        + " 'UTF8') LIKE ?",
                                row -> row.getString("entry"),
                                "%" + peer.sid + "%");
        assertThat(leaves)
                .singleElement()
                .asString()
                .contains("\"pupils\":2", "offerDate")
                .doesNotContain("2026-10-01");
    }

    @Test
    void nothingLeavesWhileTheLogCannotBeWritten() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = peer.records(Map.of("lead", "SWV"));
        Response refused = fixture.whileTheLogCannotBeWritten(() -> peer.putFields(records));

        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(refused.asString()).doesNotContain("2026-10-01");
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.FIELDS_DUE.name());
        peer.putFields(records).then().statusCode(200);
    }

    @Test
    void fieldsBeforeBothReceiptsAreOutOfOrder() throws Exception {
        ScriptedFields peer = peer();
        peer.reachEvaluating();
        assertRefused(peer.putFields(new byte[0]), RefusalType.OUT_OF_ORDER);
        peer.evaluateAll();
        peer.open(peer.putResult(peer.result()));
        assertRefused(
                peer.putFields(peer.records(Map.of("lead", "SWV"))), RefusalType.OUT_OF_ORDER);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.AGREED.name());
        assertThat(fixture.leafKinds(peer.convenant.hash())).doesNotContain("disclosure");
    }

    @Test
    void differencesThatAreSolvedAndArisenAreToldOnce() throws Exception {
        ScriptedFields first = peer();
        first.exchange(Map.of("startDate", "2026-09-01", "lead", "SWV"));
        first.again(400, 401).exchange(Map.of("startDate", "2026-09-01", "lead", "SWV"));
        fixture.register("fields-anna", 400, Map.of("lead", "SWV", "startDate", "2026-09-20"));
        first.again(400, 401).exchange(Map.of("startDate", "2026-09-01", "lead", "SWV"));

        assertThat(fixture.entries(first.convenant.hash(), "fields-anna"))
                .extracting(entry -> entry.get("change"))
                .containsExactly(
                        "NEW", "DIFFERENCE_ARISEN", "DIFFERENCE_ARISEN", "DIFFERENCE_SOLVED");
    }

    @Test
    void whatThePeerGaveIsNotReadableInTheDatabaseAndIsToldToThePupil() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = peer.records(Map.of("startDate", "2025-04-03", "lead", "SCHOOL"));
        peer.fields(peer.putFields(records));
        assertUnreadable();
        peer.open(peer.putFieldsReceipt(peer.fieldsReceipt()));
        assertUnreadable();

        var registration =
                fixture.sql()
                        .list(
                                "SELECT id FROM registration WHERE reference = 'fields-anna'",
                                row -> Sql.uuid(row, "id"))
                        .getFirst();
        assertThat(comparisons.standing(List.of(registration)))
                .filteredOn(standing -> standing.convenant().equals(peer.convenant.hash()))
                .singleElement()
                .satisfies(
                        standing -> {
                            assertThat(standing.received())
                                    .containsEntry("startDate", "2025-04-03")
                                    .containsEntry("lead", "SCHOOL");
                            assertThat(standing.toString()).doesNotContain("2025-04-03");
                        });

        comparisons.forgetFields(List.of(registration));
        assertThat(fieldsOf(peer, "fields-anna")).isEmpty();
        assertThat(last(peer, "fields-anna")).containsEntry("outcome", "MATCHED");
    }

    private void assertUnreadable() {
        for (String column :
                List.of("outcome.fields", "outcome_entry.fields", "session_message.body")) {
            String table = column.substring(0, column.indexOf('.'));
            assertThat(
                            fixture.sql()
                                    .list(
                                            "SELECT 1 FROM "
                                                    + table
                                                    + " WHERE position(?::bytea IN "
                                                    + column
                                                    + ") > 0",
                                            row -> row.getInt(1),
                                            Octets.of(
                                                    "2025-04-03"
                                                            .getBytes(StandardCharsets.US_ASCII))))
                    .as(column)
                    .isEmpty();
        }
    }

    @Test
    void theRunTellsOfHowManyPupilsFieldsWentAndCame() throws Exception {
        ScriptedFields peer = peer();
        peer.exchange(Map.of("lead", "SWV"));
        List<Map<String, Object>> runs =
                NodeClient.given().get("/v1/runs").then().extract().jsonPath().getList("$");
        Map<String, Object> run =
                runs.stream()
                        .filter(r -> peer.convenant.hash().equals(r.get("convenant")))
                        .findFirst()
                        .orElseThrow();
        assertThat(run).containsEntry("mode", "FIELDS").containsEntry("state", "COMPLETED");
        assertThat(String.valueOf(run.get("sessions")))
                .contains("fieldsSent=2", "fieldsReceived=2", "matched=2");
        NodeClient.given()
                .accept("text/html")
                .get("/afstemmingen/" + run.get("id"))
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("gegevens delen"))
                .body(org.hamcrest.Matchers.containsString("Leerlingen van wie gegevens"));
    }
}
