package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Signs checkpoints. Contract: only over committed leaves, in a transaction of its own, kept before
 * it is handed out, and never two that are inconsistent: the tree must still hold the last
 * checkpoint signed, or nothing is signed any more.
 */
@ApplicationScoped
class Checkpoints {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class);

    /** Names the lock that keeps two replicas from signing one log at the same time. */
    private static final int SIGNING_LOCK = 400;

    private final LogStore store;
    private final LogKeys keys;
    private final Clock clock;

    Checkpoints(LogStore store, LogKeys keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The checkpoint over all committed leaves, signed now unless it was before.
     *
     * @throws NoSuchElementException if nothing was logged yet
     * @throws LogUnavailableException if the log no longer holds what was signed before
     */
    @Transactional(REQUIRES_NEW)
    SignedCheckpoint sign(LogName log) {
        int id = store.find(log).orElseThrow(() -> nothingIn(log)).id();
        lock(id);
        LogStore.Head head = store.find(log).orElseThrow();
        if (head.closed()) {
            return last(id, log).orElseThrow(() -> nothingIn(log));
        }
        head.open();
        Checkpoint current = new Checkpoint(log.origin(), head.edge().size(), head.edge().root());
        if (current.size() == 0) {
            throw nothingIn(log);
        }
        Optional<SignedCheckpoint> last = last(id, log);
        requireUnchanged(id, current, last);
        if (last.isPresent() && last.get().size() == current.size()) {
            return last.get();
        }
        SignedCheckpoint signed = keys.signer(log).sign(current);
        insert(id, signed);
        return signed;
    }

    /** The last checkpoint that was signed, whatever has become of the log since. */
    Optional<SignedCheckpoint> lastSigned(LogName log) {
        return store.find(log).flatMap(head -> last(head.id(), log));
    }

    private static NoSuchElementException nothingIn(LogName log) {
        return new NoSuchElementException("nothing is logged in " + log + " yet");
    }

    private void lock(int id) {
        store.with(
                connection -> {
                    try (PreparedStatement lock =
                            connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
                        lock.setInt(1, SIGNING_LOCK);
                        lock.setInt(2, id);
                        return lock.execute();
                    }
                });
    }

    /**
     * The tree that the tiles make must be the one of the head, and still hold the last one signed.
     */
    private void requireUnchanged(int id, Checkpoint current, Optional<SignedCheckpoint> last) {
        if (last.isPresent() && last.get().size() > current.size()) {
            throw refuse(
                    last.get().checkpoint() + " was signed before, and now the log is shorter");
        }
        requireRoot(id, current);
        last.ifPresent(signed -> requireRoot(id, signed.checkpoint()));
    }

    private void requireRoot(int id, Checkpoint claimed) {
        byte[] root = MerkleTree.root(claimed.size(), store.nodes(id, claimed.size()));
        if (!MessageDigest.isEqual(root, claimed.root())) {
            throw refuse("the tree no longer makes " + claimed);
        }
    }

    private static LogUnavailableException refuse(String reason) {
        LOG.errorf("the disclosure log was tampered with or restored: %s", reason);
        return new LogUnavailableException("The log was changed: " + reason + ".");
    }

    private Optional<SignedCheckpoint> last(int id, LogName log) {
        Optional<String> note =
                store.with(
                        connection ->
                                note(
                                        connection,
                                        "select note from disclosure_checkpoint where log_id = ?"
                                                + " order by size desc limit 1",
                                        id));
        try {
            return note.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SignedCheckpoint.open(keys.verifierKey(log), note.get()));
        } catch (LogVerificationException e) {
            throw refuse("its last checkpoint is not one that this node signed");
        }
    }

    private static Optional<String> note(Connection connection, String sql, int id)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private void insert(int id, SignedCheckpoint signed) {
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_checkpoint"
                                            + " (log_id, size, note, signed_at)"
                                            + " values (?, ?, ?, ?)")) {
                        insert.setInt(1, id);
                        insert.setLong(2, signed.size());
                        insert.setString(3, signed.note());
                        insert.setTimestamp(4, Timestamp.from(clock.instant()));
                        return insert.executeUpdate();
                    }
                });
    }
}
