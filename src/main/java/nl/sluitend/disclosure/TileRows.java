package nl.sluitend.disclosure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Full tiles in PostgreSQL. */
final class TileRows {

    private TileRows() {}

    static int insert(Connection connection, int logId, TilePath tile, byte[] hashes, byte[] root)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into disclosure_tile (log_id, level, tile_index, hashes, root)"
                                + " values (?, ?, ?, ?, ?)")) {
            insert.setInt(1, logId);
            insert.setInt(2, tile.level());
            insert.setLong(3, tile.index());
            insert.setBytes(4, hashes);
            insert.setBytes(5, root);
            return insert.executeUpdate();
        }
    }

    static Optional<byte[]> find(Connection connection, int logId, TilePath tile)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select hashes from disclosure_tile"
                                + " where log_id = ? and level = ? and tile_index = ?")) {
            select.setInt(1, logId);
            select.setInt(2, tile.level());
            select.setLong(3, tile.index());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
