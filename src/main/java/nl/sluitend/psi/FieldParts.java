package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the records of the pupils that matched are cut: by ascending tag, {@value #SIZE} in each part
 * but the last. There is always a first part, if only an empty one.
 *
 * @param count pupils that matched without a conflict
 */
public record FieldParts(int count) {

    /** Records in one part: a quarter of a megabyte. */
    public static final int SIZE = 1024;

    public FieldParts {
        if (count < 0) {
            throw new IllegalArgumentException("there is no negative number of pupils");
        }
    }

    /** Number of parts. */
    public int parts() {
        return Math.max(1, Math.ceilDiv(count, SIZE));
    }

    /** Place, by ascending tag, of the first record of a part. */
    public int from(int part) {
        return part * SIZE;
    }

    /** Place behind the last record of a part. */
    public int until(int part) {
        return (int) Math.min(count, (part + 1L) * SIZE);
    }

    /**
     * The records of one part behind each other.
     *
     * @throws FieldRecord.TooLongException when one does not fit
     */
    public static byte[] encode(List<FieldRecord> records) throws FieldRecord.TooLongException {
        var octets = new byte[records.size() * FieldRecord.LENGTH];
        for (int i = 0; i < records.size(); i++) {
            System.arraycopy(
                    records.get(i).encode(), 0, octets, i * FieldRecord.LENGTH, FieldRecord.LENGTH);
        }
        return octets;
    }

    /** Reads the records of one part. */
    public static Verified<List<FieldRecord>> decode(byte[] octets) {
        if (octets.length % FieldRecord.LENGTH != 0) {
            return Verified.refused(
                    RefusalType.FIELDS_MISMATCH, "a record has " + FieldRecord.LENGTH + " octets");
        }
        var records = new ArrayList<FieldRecord>();
        for (int at = 0; at < octets.length; at += FieldRecord.LENGTH) {
            switch (FieldRecord.decode(Arrays.copyOfRange(octets, at, at + FieldRecord.LENGTH))) {
                case Verified.Accepted<FieldRecord>(FieldRecord record) -> records.add(record);
                case Verified.Refused<FieldRecord>(Refusal refusal) -> {
                    return new Verified.Refused<>(refusal);
                }
            }
        }
        return Verified.accepted(List.copyOf(records));
    }
}
