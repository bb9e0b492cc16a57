package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Adds the entries of a chunk of pupils by PostgreSQL's COPY in its binary format. */
final class PupilCopy {

    private static final String COPY =
            "copy disclosure_pupil (log_id, leaf_index, position, entry_hash, subject_key, sealed)"
                    + " from stdin (format binary)";
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int COLUMNS = 6;
    private static final int ROW_BYTES = 512;

    private PupilCopy() {}

    /**
     * One pupil's row.
     *
     * @param hash of the entry
     * @param key of the subject
     * @param sealed its openings, encrypted
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(byte[] hash, UUID key, byte[] sealed) {}

    /**
     * Adds the rows in the transaction of the connection; the first has position 0.
     *
     * @return how many
     */
    static long into(Connection connection, int logId, long index, Row[] rows) throws SQLException {
        byte[] octets = encode(logId, index, rows);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(octets, 0, octets.length);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static byte[] encode(int logId, long index, Row[] rows) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(rows.length * ROW_BYTES);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            for (int position = 0; position < rows.length; position++) {
                Row row = rows[position];
                out.writeShort(COLUMNS);
                out.writeInt(Integer.BYTES);
                out.writeInt(logId);
                out.writeInt(Long.BYTES);
                out.writeLong(index);
                out.writeInt(Integer.BYTES);
                out.writeInt(position);
                out.writeInt(row.hash().length);
                out.write(row.hash());
                out.writeInt(2 * Long.BYTES);
                out.writeLong(row.key().getMostSignificantBits());
                out.writeLong(row.key().getLeastSignificantBits());
                out.writeInt(row.sealed().length);
                out.write(row.sealed());
            }
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return octets.toByteArray();
    }
}
