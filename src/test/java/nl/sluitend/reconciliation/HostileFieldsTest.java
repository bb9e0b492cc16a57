package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** What a counterparty that exchanges fields may not do, and what is then left. */
@QuarkusTest
@RolesOfSystems
class HostileFieldsTest {

    @Inject ReconciliationFixture fixture;

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

    @Test
    void theSamePartAgainGetsTheSameAnswerAndAnotherOneIsAConflict() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = peer.records(Map.of("lead", "SWV"));
        byte[] one = peer.putFields(records).then().statusCode(200).extract().asByteArray();
        byte[] two = peer.putFields(records).then().statusCode(200).extract().asByteArray();
        assertThat(two).isEqualTo(one);
        assertThat(count(fixture, peer, "disclosure")).isEqualTo(1);

        assertRefused(
                peer.putFields(peer.records(Map.of("lead", "RBL"))), RefusalType.CHUNK_CONFLICT);
        assertBrokenOff(peer, "fields-exposed", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void anotherNumberOfPupilsEndsTheSessionBeforeOwnFieldsLeave() throws Exception {
        ScriptedFields more = peer();
        more.reachFields();
        byte[] three = new byte[3 * FieldRecord.LENGTH];
        assertRefused(more.putFields(more.header(3, three), three), RefusalType.FIELDS_MISMATCH);
        assertBrokenOff(more, "fields-withheld", RefusalType.FIELDS_MISMATCH);
        assertThat(count(fixture, more, "disclosure")).isZero();

        ScriptedFields fewer = peer();
        fewer.reachFields();
        byte[] one = new byte[FieldRecord.LENGTH];
        assertRefused(fewer.putFields(fewer.header(2, one), one), RefusalType.FIELDS_MISMATCH);
        assertBrokenOff(fewer, "fields-withheld", RefusalType.FIELDS_MISMATCH);
    }

    @Test
    void aRecordOfAnotherLengthIsRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = new byte[2 * FieldRecord.LENGTH - 1];
        assertRefused(peer.putFields(records), RefusalType.FIELDS_MISMATCH);
        assertBrokenOff(peer, "fields-withheld", RefusalType.FIELDS_MISMATCH);
    }

    @Test
    void aRecordThatCannotBeReadIsRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = peer.records(Map.of("lead", "SWV"));
        records[FieldRecord.LENGTH - 1] = 1;
        assertRefused(peer.putFields(records), RefusalType.INVALID_RECORD);
        assertBrokenOff(peer, "fields-withheld", RefusalType.INVALID_RECORD);
    }

    @Test
    void aValueThatItsFieldCannotHaveIsRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        assertRefused(
                peer.putFields(peer.records(Map.of("lead", "mevrouw Jansen"))),
                RefusalType.INVALID_RECORD);
        assertBrokenOff(peer, "fields-withheld", RefusalType.INVALID_RECORD);
    }

    @Test
    void aFieldThatTheConvenantDoesNotNameIsRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        assertRefused(
                peer.putFields(peer.records(Map.of("schoolType", "VSO"))),
                RefusalType.FIELD_NOT_PERMITTED);
        assertBrokenOff(peer, "fields-withheld", RefusalType.FIELD_NOT_PERMITTED);
    }

    @Test
    void aFieldThatTheConvenantNamesInTheOtherDirectionIsRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        assertRefused(
                peer.putFields(peer.records(Map.of("offerDate", "2026-09-20"))),
                RefusalType.FIELD_NOT_PERMITTED);
        assertBrokenOff(peer, "fields-withheld", RefusalType.FIELD_NOT_PERMITTED);
    }

    @Test
    void theNodesOwnFieldsAndReceiptAreNotTakenBack() throws Exception {
        ScriptedFields earlier = peer();
        earlier.reachFields();
        byte[] own =
                earlier.putFields(earlier.records(Map.of("lead", "SWV")))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        assertRefused(earlier.putFrame(own), RefusalType.IDENTITY_MISMATCH);
        assertBrokenOff(earlier, "fields-exposed", RefusalType.IDENTITY_MISMATCH);
    }

    @Test
    void fieldsOfAnotherSessionAreRefused() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        byte[] records = peer.records(Map.of("lead", "SWV"));
        Octets other = Messages.hash(records);
        assertRefused(
                peer.putFields(
                        new FieldsHeader(other, other, 2, 0, FieldsHeader.digest(records)),
                        records),
                RefusalType.RECEIPT_DIFFERS);
        assertBrokenOff(peer, "fields-withheld", RefusalType.RECEIPT_DIFFERS);
    }

    @Test
    void aSecondReceiptThatNamesOtherFieldsShowsNothingAndTheSessionWaitsForARightOne()
            throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        peer.fields(peer.putFields(peer.records(Map.of("lead", "SWV"))));
        FieldsReceipt right = peer.fieldsReceipt();
        FieldsReceipt wrong =
                new FieldsReceipt(
                        right.transcript(),
                        right.fieldsI(),
                        right.fieldsI(),
                        right.outcome(),
                        right.checkpoint());

        assertRefused(peer.putFieldsReceipt(wrong), RefusalType.RECEIPT_DIFFERS);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.FIELDS_HELD.name());
        assertThat(fieldsOf(peer, "fields-anna")).isEmpty();
        peer.open(peer.putFieldsReceipt(right));
        peer.open(peer.putFieldsReceipt(right));
        assertThat(fieldsOf(peer, "fields-anna")).isNotEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .endsWith("fields-receipt", "session-end");
    }

    @Test
    void aReceiptBeforeTheFieldsIsOutOfOrder() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        assertRefused(peer.putFieldsReceipt(peer.fieldsReceipt()), RefusalType.OUT_OF_ORDER);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.FIELDS_DUE.name());
    }

    @Test
    void thePeersAbortLeavesTheMatchesAndSaysWhatMayBeKnown() throws Exception {
        ScriptedFields peer = peer();
        peer.reachFields();
        peer.putFields(peer.records(Map.of("lead", "SWV"))).then().statusCode(200);
        assertRefused(peer.abort(Phase.RESULT_SENT), RefusalType.OUT_OF_ORDER);
        peer.abort(Phase.FIELDS_SENT).then().statusCode(204);

        assertThat(peer.state().getString("ending")).isEqualTo("fields-exposed");
        assertThat(last(peer, "fields-anna")).containsEntry("outcome", "MATCHED");
        assertThat(fieldsOf(peer, "fields-anna")).isEmpty();
        String end =
                fixture.sql()
                        .list(
                                "SELECT convert_from(entry, 'UTF8') AS entry FROM disclosure_leaf"
                                        + " WHERE kind = 'session-end' AND convert_from(entry,"
                                        + " 'UTF8') LIKE ?",
                                row -> row.getString("entry"),
                                "%" + peer.sid + "%")
                        .toString();
        assertThat(end).contains("\"fieldsSent\":2", "\"fieldsReceived\":2");
    }

    private static long count(ReconciliationFixture fixture, ScriptedPeer peer, String kind) {
        return fixture.leafKinds(peer.convenant.hash()).stream().filter(kind::equals).count();
    }

    /** The matches stand; of fields nothing is shown. */
    private void assertBrokenOff(ScriptedFields peer, String ending, RefusalType type) {
        assertThat(peer.state().getString("ending")).isEqualTo(ending);
        assertThat(peer.state().getString("abort")).isNotEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal", "session-end");
        assertThat(last(peer, "fields-anna")).containsEntry("outcome", "MATCHED");
        assertThat(fieldsOf(peer, "fields-anna")).isEmpty();
        String refusal =
                fixture.sql()
                        .list(
                                "SELECT convert_from(entry, 'UTF8') AS entry FROM disclosure_leaf"
                                        + " WHERE kind = 'refusal' AND convert_from(entry, 'UTF8')"
                                        + " LIKE ?",
                                row -> row.getString("entry"),
                                "%" + peer.sid + "%")
                        .toString();
        assertThat(refusal)
                .contains(type == RefusalType.FIELD_NOT_PERMITTED ? "\"FIELD\"" : type.slug());
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM session_message WHERE sid = ? AND type ="
                                                + " 'FIELDS' AND body IS NOT NULL",
                                        row -> row.getInt(1),
                                        peer.sid))
                .isEmpty();
    }
}
