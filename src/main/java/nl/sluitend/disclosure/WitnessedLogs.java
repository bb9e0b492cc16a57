package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the logs of its counterparts: the last checkpoint accepted of each. A
 * counterpart that shows a state that does not extend it is refused.
 */
@ApplicationScoped
public class WitnessedLogs {

    private final LogStore store;
    private final LogKeys keys;
    private final OwnParty own;
    private final LogAlerts alerts;
    private final Clock clock;
    private final PeerClosings closings;

    WitnessedLogs(
            LogStore store,
            LogKeys keys,
            OwnParty own,
            LogAlerts alerts,
            Clock clock,
            PeerClosings closings) {
        this.closings = closings;
        this.store = store;
        this.keys = keys;
        this.own = own;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * The size that we know of that log, or of the one it went on as, 0 if none: what its owner
     * proves consistency from.
     */
    @Transactional
    public long knownSize(LogName log) {
        String origin = current(log).origin();
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select size from disclosure_witnessed where origin = ?")) {
                        select.setString(1, origin);
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
     * @param named the key of the counterpart's log, from the convenant
     * @throws LogVerificationException with the reason, when it does not hold; nothing is
     *     remembered
     */
    @Transactional(dontRollbackOn = LogVerificationException.class)
    public LeafEvidence.Proven accept(VerifierKey named, LeafEvidence evidence)
            throws LogVerificationException {
        VerifierKey key = current(named);
        String knownNote = lock(key.name());
        Optional<Checkpoint> known =
                knownNote == null
                        ? Optional.empty()
                        : Optional.of(SignedCheckpoint.open(key, knownNote).checkpoint());
        LeafEvidence.Proven proven = evidence.verify(key, known);
        remember(proven.checkpoint());
        return proven;
    }

    /**
     * Cosigns a checkpoint of a counterpart's log, once it is checked against the last one known
     * and remembered, in one transaction.
     *
     * @param key the key of the counterpart's log, from the convenant
     */
    @Transactional
    WitnessAnswer cosign(VerifierKey key, AddCheckpoint request) {
        SignedCheckpoint signed;
        Optional<Checkpoint> known;
        try {
            signed = SignedCheckpoint.open(key, request.note());
        } catch (LogVerificationException e) {
            return new WitnessAnswer.Refused(403, String.valueOf(e.getMessage()));
        }
        if (request.old() > signed.size() || signed.size() == 0) {
            return new WitnessAnswer.Refused(400, "the checkpoint is smaller than the old size");
        }
        String knownNote = lock(key.name());
        try {
            known =
                    knownNote == null
                            ? Optional.empty()
                            : Optional.of(SignedCheckpoint.open(key, knownNote).checkpoint());
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("What is known of this log is damaged.", e);
        }
        long knownSize = known.map(Checkpoint::size).orElse(0L);
        if (request.old() != knownSize) {
            return new WitnessAnswer.Conflict(knownSize);
        }
        try {
            LeafEvidence.requireGrowth(known, signed.checkpoint(), request.proof());
        } catch (LogVerificationException e) {
            alert(key, known, signed);
            return knownSize == signed.size()
                    ? new WitnessAnswer.Conflict(knownSize)
                    : new WitnessAnswer.Refused(422, String.valueOf(e.getMessage()));
        }
        return new WitnessAnswer.Cosigned(remember(signed).line());
    }

    /** The log with which its owner went on, as its final statement says; else the log itself. */
    @Transactional
    public LogName current(LogName log) {
        return closings.isClosed(log) ? current(log.next()) : log;
    }

    /** The same key under the name of the log with which its owner went on. */
    @Transactional
    public VerifierKey current(VerifierKey key) throws LogVerificationException {
        LogName current = current(LogName.parse(key.name()));
        return current.origin().equals(key.name()) ? key : LogKeys.of(current, key.publicKey());
    }

    /**
     * Takes the final statement of a counterpart's log.
     *
     * @throws LogVerificationException if it does not fit what we know of that log
     */
    @Transactional(rollbackOn = LogVerificationException.class)
    void close(VerifierKey key, byte[] note) throws LogVerificationException {
        String known = lock(key.name());
        closings.accept(
                key,
                note,
                known == null
                        ? Optional.empty()
                        : Optional.of(SignedCheckpoint.open(key, known).checkpoint()));
    }

    private void alert(VerifierKey key, Optional<Checkpoint> known, SignedCheckpoint shown) {
        try {
            alerts.raise(
                    LogAlerts.Kind.COUNTERPART_FORKED,
                    LogName.parse(key.name()),
                    "known is " + known.orElseThrow() + ", shown is " + shown.checkpoint());
        } catch (LogVerificationException e) {
            throw new IllegalStateException("a key that is not named after a log", e);
        }
    }

    /** The logs of that party that we have seen. */
    @Transactional
    List<String> origins(Oin owner) {
        return store.with(
                connection -> {
                    List<String> origins = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select origin from disclosure_witnessed"
                                            + " where starts_with(origin, ?) and note is not null")) {
                        select.setString(1, owner.value() + "/");
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                origins.add(rows.getString(1));
                            }
                        }
                    }
                    return origins;
                });
    }

    /** The last checkpoint known of that log, with our cosignature under it. */
    @Transactional
    Optional<String> cosigned(String origin) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select note from disclosure_witnessed where origin = ?")) {
                        select.setString(1, origin);
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.ofNullable(row.getString(1))
                                    : Optional.empty();
                        }
                    }
                });
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

    /** Keeps the checkpoint with our cosignature: the log's own signatures and then ours. */
    private SignedNote.Signature remember(SignedCheckpoint checkpoint) {
        Instant now = clock.instant();
        SignedNote.Signature line = keys.cosign(own.oin(), now, checkpoint.checkpoint());
        String note = withoutOthers(checkpoint) + line.line();
        store.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_witnessed set size = ?, note = ?,"
                                            + " seen_at = ? where origin = ?")) {
                        update.setLong(1, checkpoint.size());
                        update.setString(2, note);
                        update.setTimestamp(3, Timestamp.from(now));
                        update.setString(4, checkpoint.checkpoint().origin());
                        return update.executeUpdate();
                    }
                });
        return line;
    }

    /** What is passed on is the log's own signature; lines of others were not checked. */
    static String withoutOthers(SignedCheckpoint checkpoint) {
        try {
            SignedNote note = SignedNote.parse(checkpoint.note());
            String name = checkpoint.checkpoint().origin();
            return new SignedNote(
                            note.text(),
                            note.signatures().stream()
                                    .filter(line -> line.name().equals(name))
                                    .toList())
                    .toString();
        } catch (LogVerificationException e) {
            throw new IllegalStateException("a note that was opened before", e);
        }
    }
}
