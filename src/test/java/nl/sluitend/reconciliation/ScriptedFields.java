package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
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

    ScriptedFields(
            TestConvenant convenant, Optional<ScriptedLog> earlier, List<byte[]> keysOfPupils) {
        super(
                convenant,
                earlier,
                SessionMode.FIELDS,
                "PGN",
                Optional.empty(),
                keysOfPupils,
                List.of(keysOfPupils.size()));
    }

    /** The next run under the same convenant. */
    ScriptedFields again(int... pupils) {
        return new ScriptedFields(convenant, Optional.of(log), ReconciliationFixture.keys(pupils));
    }

    /** Everything up to and including both receipts. */
    void reachFields() throws InvalidMessageException {
        reachEvaluating();
        evaluateAll();
        Result own = result();
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
        return FieldParts.encode(matches().stream().map(_ -> one).toList());
    }

    Response putFields(byte[] records) {
        return putFields(header(matches().size(), records), records);
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
        if (!MessageCodec.FIELDS.decode(payload).equals(header(matches().size(), records))) {
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
        List<FieldRecord> received = fields(putFields(records(values)));
        open(putFieldsReceipt(fieldsReceipt()));
        return received;
    }

    /** A frame of the node, as it stands on the wire. */
    static String text(byte[] frame) {
        return new String(frame, StandardCharsets.ISO_8859_1);
    }
}
