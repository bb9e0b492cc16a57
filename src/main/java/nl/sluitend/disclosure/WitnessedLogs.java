package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the logs of its counterparts: the last checkpoint accepted of each. A
 * counterpart that shows a state that does not extend it is refused.
 */
@ApplicationScoped
public class WitnessedLogs {

    private final LogStore store;
    private final Clock clock;

    WitnessedLogs(LogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The size of that log that we know, 0 if none: what its owner proves consistency from. */
    @Transactional
    public long knownSize(LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select size from disclosure_witnessed where origin = ?")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next() ? row.getLong(1) : 0L;
                        }
                    }
                });
    }

    /**
     * Checks evidence against the last checkpoint known of that log and, when it holds, remembers
     * the new one, in the caller's transaction or one of its own.
     *
     * @param key the key of the counterpart's log, from the convenant
     * @throws LogVerificationException with the reason, when it does not hold; nothing is
     *     remembered
     */
    @Transactional(dontRollbackOn = LogVerificationException.class)
    public LeafEvidence.Proven accept(VerifierKey key, LeafEvidence evidence)
            throws LogVerificationException {
        String knownNote = lock(key.name());
        Optional<Checkpoint> known =
                knownNote == null
                        ? Optional.empty()
                        : Optional.of(SignedCheckpoint.open(key, knownNote).checkpoint());
        LeafEvidence.Proven proven = evidence.verify(key, known);
        remember(proven.checkpoint());
        return proven;
    }

    private @Nullable String lock(String origin) {
        return store.<Optional<String>>with(
                        connection -> {
                            insertIfNew(connection, origin);
                            try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select note from disclosure_witnessed"
                                                    + " where origin = ? for update")) {
                                select.setString(1, origin);
                                try (ResultSet row = select.executeQuery()) {
                                    row.next();
                                    return Optional.ofNullable(row.getString(1));
                                }
                            }
                        })
                .orElse(null);
    }

    private static void insertIfNew(Connection connection, String origin) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into disclosure_witnessed (origin) values (?)"
                                + " on conflict (origin) do nothing")) {
            insert.setString(1, origin);
            insert.executeUpdate();
        }
    }

    private void remember(SignedCheckpoint checkpoint) {
        store.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_witnessed set size = ?, note = ?,"
                                            + " seen_at = ? where origin = ?")) {
                        update.setLong(1, checkpoint.size());
                        update.setString(2, checkpoint.note());
                        update.setTimestamp(3, Timestamp.from(clock.instant()));
                        update.setString(4, checkpoint.checkpoint().origin());
                        return update.executeUpdate();
                    }
                });
    }
}
