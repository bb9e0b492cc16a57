package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts back the entries that a read-only log lost, from a copy of its published files. Opens the
 * log only when it then holds what every witness knows of it. Openings do not come back: a copy has
 * none.
 */
@ApplicationScoped
class LogRefill {

    private final LogStore store;
    private final Witnesses witnesses;
    private final Witnessing witnessing;
    private final LogHalts halts;
    private final LogKeys keys;
    private final NodeLog nodeLog;
    private final Clock clock;

    LogRefill(
            LogStore store,
            Witnesses witnesses,
            Witnessing witnessing,
            LogHalts halts,
            LogKeys keys,
            NodeLog nodeLog,
            Clock clock) {
        this.store = store;
        this.witnesses = witnesses;
        this.witnessing = witnessing;
        this.halts = halts;
        this.keys = keys;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /** How the log stands. */
    @Transactional
    LogStore.Head head(LogName log) {
        return store.find(log).orElseThrow();
    }

    /** What every witness knows of a log; nothing is put back while one of them is silent. */
    List<SignedCheckpoint> known(LogName log) throws IOException {
        List<SignedCheckpoint> known = new ArrayList<>();
        for (Witness witness : witnesses.of(log)) {
            witnessing.known(log, witness).ifPresent(known::add);
        }
        return known;
    }

    /**
     * Puts entries back behind those that are there.
     *
     * @param entries from the first that is missing on
     * @param known what the witnesses know
     * @param officer who decided it
     * @return how many were put back
     * @throws LogVerificationException if an entry is not of its place, or the log would still not
     *     hold what the witnesses know; nothing is changed
     */
    @Transactional(value = REQUIRES_NEW, rollbackOn = LogVerificationException.class)
    int refill(LogName log, List<byte[]> entries, List<SignedCheckpoint> known, String officer)
            throws LogVerificationException {
        LogStore.Head head = store.lock(log);
        if (head.closed() || head.halted().isEmpty()) {
            throw new LogVerificationException("the log is not read-only");
        }
        long size = head.edge().size();
        Map<Long, SignedCheckpoint> waiting = new java.util.HashMap<>();
        known.forEach(signed -> waiting.put(signed.size(), signed));
        if (known.isEmpty()
                || waiting.keySet().stream().anyMatch(of -> of > size + entries.size())) {
            throw new LogVerificationException("a witness knows more entries than are given");
        }
        TileBuilder tiles =
                new TileBuilder(
                        size,
                        (level, from, to) -> store.hashes(head.id(), level, from, to),
                        (tile, hashes, root) -> store.insertTile(head.id(), tile, hashes, root));
        Instant logged = head.lastLogged();
        for (byte[] bytes : entries) {
            LogEntry entry = LogEntry.parse(bytes);
            entry.requirePlace(log, head.edge().size());
            SealedLeaf leaf = new SealedLeaf(entry, bytes, MerkleTree.leafHash(bytes), List.of());
            store.insertLeaves(head.id(), List.of(leaf), List.of(Optional.empty()));
            head.edge().append(leaf.leafHash(), tiles);
            logged = entry.logged();
            require(head, waiting.remove(head.edge().size()));
        }
        for (SignedCheckpoint signed : waiting.values()) {
            byte[] root = MerkleTree.root(signed.size(), store.nodes(head.id(), signed.size()));
            if (!MessageDigest.isEqual(root, signed.checkpoint().root())) {
                throw forked(signed);
            }
        }
        store.updateHead(head, logged);
        halts.reopen(log);
        nodeLog.byOfficer(
                LeafKind.CONFIGURATION,
                "log-refill",
                Map.of("log", log.id(), "from", size, "entries", entries.size()),
                officer);
        return entries.size();
    }

    /** What a witness knows was signed by this log before: it is kept again. */
    private void require(LogStore.Head head, @org.jspecify.annotations.Nullable SignedCheckpoint of)
            throws LogVerificationException {
        if (of == null) {
            return;
        }
        if (!MessageDigest.isEqual(head.edge().root(), of.checkpoint().root())) {
            throw forked(of);
        }
        String own = WitnessedLogs.withoutOthers(of);
        SignedCheckpoint.open(keys.verifierKey(head.log()), own);
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_checkpoint"
                                            + " (log_id, size, note, signed_at)"
                                            + " values (?, ?, ?, ?) on conflict do nothing")) {
                        insert.setInt(1, head.id());
                        insert.setLong(2, of.size());
                        insert.setString(3, own);
                        insert.setTimestamp(4, Timestamp.from(clock.instant()));
                        return insert.executeUpdate();
                    }
                });
    }

    private static LogVerificationException forked(SignedCheckpoint known) {
        return new LogVerificationException(
                "with these entries the log does not hold " + known.checkpoint());
    }
}
