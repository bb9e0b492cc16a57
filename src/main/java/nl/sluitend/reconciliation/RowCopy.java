package nl.sluitend.reconciliation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds rows by PostgreSQL's COPY in its binary format, as they come and in constant memory: a list
 * of a million pupils is written without ever being held as rows.
 */
final class RowCopy {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int UUID_TYPE = 2950;
    private static final int BUFFER = 1 << 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * BUFFER);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private RowCopy() {}

    /**
     * Adds the rows in the transaction of the connection.
     *
     * @param target table and columns, as in {@code frozen_pupil (sid, position)}
     * @throws SQLException when the database refuses one; then none is added
     */
    static void into(Connection connection, String target, Iterator<@Nullable Object[]> rows)
            throws SQLException {
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
        try {
            new RowCopy().write(copy, rows);
            copy.endCopy();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(CopyIn copy, Iterator<@Nullable Object[]> rows)
            throws IOException, SQLException {
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        while (rows.hasNext()) {
            @Nullable Object[] row = rows.next();
            out.writeShort(row.length);
            for (Object value : row) {
                write(value instanceof Optional<?> optional ? optional.orElse(null) : value);
            }
            if (bytes.size() >= BUFFER) {
                flush(copy);
            }
        }
        out.writeShort(-1);
        flush(copy);
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
    }

    private void write(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeInt(-1);
            case Octets octets -> write(octets.toByteArray());
            case byte[] octets -> {
                out.writeInt(octets.length);
                out.write(octets);
            }
            case UUID id -> write(id);
            case Integer number -> {
                out.writeInt(Integer.BYTES);
                out.writeInt(number);
            }
            case Long number -> {
                out.writeInt(Long.BYTES);
                out.writeLong(number);
            }
            case Instant instant -> {
                out.writeInt(Long.BYTES);
                out.writeLong(ChronoUnit.MICROS.between(EPOCH, instant));
            }
            case String text -> write(text.getBytes(StandardCharsets.UTF_8));
            case Oin oin -> write(oin.value().getBytes(StandardCharsets.UTF_8));
            case Enum<?> constant -> write(constant.name().getBytes(StandardCharsets.UTF_8));
            case List<?> ids -> writeIds(ids);
            default -> throw new IllegalArgumentException("no binary form of " + value.getClass());
        }
    }

    private void write(UUID id) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    /** An array of one dimension whose items are UUIDs. */
    private void writeIds(Collection<?> ids) throws IOException {
        boolean empty = ids.isEmpty();
        int item = Integer.BYTES + 2 * Long.BYTES;
        out.writeInt((empty ? 3 : 5) * Integer.BYTES + ids.size() * item);
        out.writeInt(empty ? 0 : 1);
        out.writeInt(0);
        out.writeInt(UUID_TYPE);
        if (!empty) {
            out.writeInt(ids.size());
            out.writeInt(1);
        }
        for (Object id : ids) {
            write((UUID) id);
        }
    }
}
