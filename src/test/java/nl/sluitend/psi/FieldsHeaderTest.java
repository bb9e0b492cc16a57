package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsHeaderTest {

    private static final byte[] RECORDS = new byte[2 * FieldRecord.LENGTH];
    private static final Octets I = Offer.hash(new byte[] {1});
    private static final Octets R = Offer.hash(new byte[] {2});
    private static final FieldsHeader EXPECTED = new FieldsHeader(I, R, 2, 0, Octets.empty());

    private static FieldsHeader header(Octets receiptI, Octets receiptR, int count, int part) {
        return new FieldsHeader(receiptI, receiptR, count, part, FieldsHeader.digest(RECORDS));
    }

    private static void assertRefused(FieldsHeader header, byte[] records, RefusalType type) {
        assertThat(header.check(EXPECTED, records)).map(Refusal::type).contains(type);
    }

    @Test
    void aHeaderBelongsToBothReceiptsAndToItsRecords() {
        assertThat(header(I, R, 2, 0).check(EXPECTED, RECORDS)).isEmpty();
        assertRefused(header(R, I, 2, 0), RECORDS, RefusalType.RECEIPT_DIFFERS);
        assertRefused(header(I, I, 2, 0), RECORDS, RefusalType.RECEIPT_DIFFERS);
        assertRefused(header(I, R, 2, 1), RECORDS, RefusalType.CHUNK_CONFLICT);
        byte[] other = RECORDS.clone();
        other[0] = 1;
        assertRefused(header(I, R, 2, 0), other, RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void anotherNumberOfPupilsIsRefusedWhereverItShows() {
        assertRefused(header(I, R, 3, 0), RECORDS, RefusalType.FIELDS_MISMATCH);
        assertRefused(header(I, R, 2, 0), new byte[256], RefusalType.FIELDS_MISMATCH);
        assertRefused(header(I, R, 2, 0), new byte[513], RefusalType.FIELDS_MISMATCH);
        assertRefused(header(I, R, 2, 0), new byte[0], RefusalType.FIELDS_MISMATCH);
    }

    @Test
    void whatOnePartySentIsNotWhatTheOtherSent() {
        assertThat(FieldsHeader.digestOfAll("a", List.of(I)))
                .isNotEqualTo(FieldsHeader.digestOfAll("b", List.of(I)))
                .isNotEqualTo(FieldsHeader.digestOfAll("a", List.of(I, R)));
    }

    @Test
    void aSecondReceiptNamesWhatBothSent() {
        var own = new FieldsReceipt(I, I, R, Receipt.AGREED, "own checkpoint");

        assertThat(new FieldsReceipt(I, I, R, Receipt.AGREED, "their checkpoint").check(own))
                .isEmpty();
        for (FieldsReceipt other :
                List.of(
                        new FieldsReceipt(R, I, R, Receipt.AGREED, ""),
                        new FieldsReceipt(I, R, R, Receipt.AGREED, ""),
                        new FieldsReceipt(I, I, I, Receipt.AGREED, ""),
                        new FieldsReceipt(I, I, R, "disputed", ""))) {
            assertThat(other.check(own)).map(Refusal::type).contains(RefusalType.RECEIPT_DIFFERS);
        }
    }
}
