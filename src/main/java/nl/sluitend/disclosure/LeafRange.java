package nl.sluitend.disclosure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads consecutive leaves, or hashes of consecutive tiles, of which none may be missing. */
final class LeafRange {

    private LeafRange() {}

    /**
     * The first column of what the query finds between two places.
     *
     * @param sql takes the number of the log, the first place and the place after the last
     * @throws LogUnavailableException if any of them is missing
     */
    static List<byte[]> read(Connection connection, String sql, int logId, long from, long to)
            throws SQLException {
        List<byte[]> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, logId);
            select.setLong(2, from);
            select.setLong(3, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getBytes(1));
                }
            }
        }
        if (found.size() != to - from) {
            throw new LogUnavailableException(
                    "The log is damaged: of the leaves or hashes "
                            + from
                            + " to "
                            + (to - 1)
                            + " some are missing.");
        }
        return found;
    }
}
