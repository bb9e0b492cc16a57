package nl.sluitend.disclosure;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The openings of leaves in PostgreSQL, encrypted under the keys of their subjects. */
final class OpeningRows {

    private OpeningRows() {}

    /** Encrypts and inserts the openings of those leaves that have a subject. */
    static int insert(
            Connection connection,
            int logId,
            LogName log,
            List<SealedLeaf> leaves,
            List<Optional<SubjectKeys.Key>> keys,
            SecureRandom random)
            throws SQLException {
        List<Long> indexes = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        List<byte[]> sealed = new ArrayList<>();
        OpeningCipher cipher = new OpeningCipher();
        for (int i = 0; i < leaves.size(); i++) {
            SealedLeaf leaf = leaves.get(i);
            if (keys.get(i).isPresent()) {
                SubjectKeys.Key key = keys.get(i).get();
                long index = leaf.entry().seq();
                indexes.add(index);
                ids.add(key.id());
                sealed.add(
                        cipher.encrypt(
                                key.secret(),
                                OpeningCipher.place(log, index),
                                leaf.openings(),
                                random));
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into disclosure_opening (log_id, leaf_index, subject_key, sealed)"
                                + " select ?, u.* from unnest(?::bigint[], ?::uuid[], ?::bytea[]) u")) {
            insert.setInt(1, logId);
            insert.setArray(2, connection.createArrayOf("bigint", indexes.toArray()));
            insert.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
            insert.setArray(4, connection.createArrayOf("bytea", sealed.toArray(byte[][]::new)));
            return insert.executeUpdate();
        }
    }
}
