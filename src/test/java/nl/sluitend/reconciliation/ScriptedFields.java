package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Verified;

/** A {@link ScriptedPeer} that goes on after both receipts. */
final class ScriptedFields extends ScriptedPeer {

    private Octets receiptI = Octets.empty();
    private Octets receiptR = Octets.empty();
    private Octets ownHeader = Octets.empty();
    private Octets nodeHeader = Octets.empty();
    private boolean probable;

    ScriptedFields(
            TestConvenant convenant,
            Optional<ScriptedLog> earlier,
            String lane,
            List<byte[]> keysOfPupils) {
        super(
                convenant,
                earlier,
                SessionMode.FIELDS,
                lane,
                Optional.empty(),
                keysOfPupils,
                List.of(keysOfPupils.size()));
    }

    /** The next run under the same convenant. */
    ScriptedFields again(int... pupils) {
        return again(ReconciliationFixture.keys(pupils));
    }

    /** The same with these keys. */
    ScriptedFields again(List<byte[]> keysOfPupils) {
        return new ScriptedFields(convenant, Optional.of(log), terms.lane(), keysOfPupils);
    }

    /** The matches of which people have said that they are. */
    private int count() {
        return probable ? 0 : matches().size();
    }

    /** Everything up to and including both receipts. */
    void reachFields() throws InvalidMessageException {
        reachEvaluating();
        evaluateAll();
        reachFieldsAfterRounds();
    }

    /** The same where all rounds are done. */
    void reachFieldsAfterRounds() {
        reachFields(result());
    }

    /** The same in a lane whose pairs people confirm: of all of them, or of none. */
    void reachFields(boolean confirmed) throws InvalidMessageException {
        reachEvaluating();
        evaluateAll();
        probable = !confirmed;
        reachFields(result(Optional.empty(), Optional.of(ProposalSteps.bits(this, confirmed))));
    }

    private void reachFields(Result own) {
        byte[] nodeResult = open(putResult(own));
        Receipt receipt = receipt(own, nodeResult);
        receiptR = Messages.hash(open(putReceipt(receipt)));
        receiptI = Messages.hash(MessageCodec.RECEIPT.encode(receipt));
    }

    /** Our place among the matches, by ascending tag, of the pupil at this position. */
    int place(int position) {
        return matches().stream().map(m -> m.position()).toList().indexOf(position);
    }

    FieldsHeader header(int count, byte[] records) {
        return new FieldsHeader(receiptI, receiptR, count, 0, FieldsHeader.digest(records));
    }

    /** The same records for each of the matches. */
    byte[] records(Map<String, String> values) throws FieldRecord.TooLongException {
        FieldRecord one = new FieldRecord(new TreeMap<>(values));
        return FieldParts.encode(Collections.nCopies(count(), one));
    }

    Response putFields(byte[] records) {
        return putFields(header(count(), records), records);
    }

    Response putFields(FieldsHeader header, byte[] records) {
        byte[] payload = MessageCodec.FIELDS.encode(header);
        ownHeader = Messages.hash(payload);
        return putFrame(new FieldsFrame(jws.sign(payload), Octets.of(records)).encode());
    }

    Response putFrame(byte[] frame) {
        return http().contentType("application/octet-stream").body(frame).put(path("/fields/0"));
    }

    /** What the node gives, by ascending tag. */
    List<FieldRecord> fields(Response answer) throws InvalidMessageException {
        answer.then().statusCode(200);
        FieldsFrame frame = FieldsFrame.decode(answer.asByteArray());
        byte[] payload =
                ((JwsVerification.Verified) jws.verify(frame.jws(), new Oin(TestNode.OIN)))
                        .payload();
        nodeHeader = Messages.hash(payload);
        byte[] records = frame.records().toByteArray();
        if (!MessageCodec.FIELDS.decode(payload).equals(header(count(), records))) {
            throw new AssertionError("the node's header is another one");
        }
        return ((Verified.Accepted<List<FieldRecord>>) FieldParts.decode(records)).value();
    }

    FieldsReceipt fieldsReceipt() {
        return new FieldsReceipt(
                transcript(),
                FieldsHeader.digestOfAll(TestNode.PEER_OIN, List.of(ownHeader)),
                FieldsHeader.digestOfAll(TestNode.OIN, List.of(nodeHeader)),
                Receipt.AGREED,
                "checkpoint of the peer");
    }

    Response putFieldsReceipt(FieldsReceipt receipt) {
        return sendJws("PUT", path("/fields/receipt"), MessageCodec.FIELDS_RECEIPT.encode(receipt));
    }

    /** The whole of a run in which we give the same of every pupil. */
    List<FieldRecord> exchange(Map<String, String> values) throws Exception {
        reachFields();
        return exchangeOnly(values);
    }

    /** What comes after both receipts. */
    List<FieldRecord> exchangeOnly(Map<String, String> values) throws Exception {
        List<FieldRecord> received = fields(putFields(records(values)));
        open(putFieldsReceipt(fieldsReceipt()));
        return received;
    }

    /** A frame of the node, as it stands on the wire. */
    static String text(byte[] frame) {
        return new String(frame, StandardCharsets.ISO_8859_1);
    }
}
