package nl.sluitend.psi;

import java.util.List;
import java.util.Optional;

/**
 * Signed header of one part of message 7: the fields that the sender gives of the pupils that both
 * parties signed to have.
 *
 * @param receiptI SHA-256 of the initiator's signed receipt
 * @param receiptR SHA-256 of the responder's
 * @param count pupils that matched without a conflict, over all parts
 * @param part number of this part, from 0
 * @param digest {@link #digest} of its records
 */
public record FieldsHeader(Octets receiptI, Octets receiptR, int count, int part, Octets digest) {

    /** {@code Hash(LP(records))}. */
    public static Octets digest(byte[] records) {
        return Hashes.sha256().lp(records).end();
    }

    /**
     * What one party sent: {@code Hash(LP("sluitend/v1/fields") LP(sender) LP(header hash of part
     * 0) …)}. Names its sender, so that the peer cannot give it back as its own.
     *
     * @param headers SHA-256 of the signed payload of each part, in order
     */
    public static Octets digestOfAll(String sender, List<Octets> headers) {
        Hashes hash = Hashes.sha256().lp("sluitend/v1/fields").lp(sender);
        headers.forEach(hash::lp);
        return hash.end();
    }

    /**
     * Whether the header belongs to these records and to this session, as we hold it.
     *
     * @param expected receipts, count and part as they must be; its digest does not count
     * @param records as they arrived
     */
    public Optional<Refusal> check(FieldsHeader expected, byte[] records) {
        if (!receiptI.equals(expected.receiptI) || !receiptR.equals(expected.receiptR)) {
            return refusal(
                    RefusalType.RECEIPT_DIFFERS, "the fields name other receipts than were signed");
        }
        if (part != expected.part) {
            return refusal(RefusalType.CHUNK_CONFLICT, "the header is that of another part");
        }
        var parts = new FieldParts(expected.count);
        if (count != expected.count
                || records.length != (parts.until(part) - parts.from(part)) * FieldRecord.LENGTH) {
            return refusal(
                    RefusalType.FIELDS_MISMATCH,
                    "one record of "
                            + FieldRecord.LENGTH
                            + " octets is expected for each match that both signed");
        }
        return digest.equals(digest(records))
                ? Optional.empty()
                : refusal(RefusalType.CHUNK_CONFLICT, "the records are not those of the header");
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
