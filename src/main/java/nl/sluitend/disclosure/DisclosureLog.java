package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The disclosure log of this node. What is to be announced is appended first, in the transaction
 * that decides it; only after its commit may anything leave.
 */
@ApplicationScoped
public class DisclosureLog {

    /** Leaves per statement: bounds the memory of a large append. */
    private static final int BATCH = 2_000;

    private final LogStore store;
    private final SubjectKeys subjectKeys;
    private final PupilChunks chunks;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final WitnessLimit limit;
    private final Cosignatures cosignatures;
    private final Clock clock;
    private final SecureRandom random;

    DisclosureLog(
            LogStore store,
            SubjectKeys subjectKeys,
            PupilChunks chunks,
            Checkpoints checkpoints,
            LogKeys keys,
            WitnessLimit limit,
            Cosignatures cosignatures,
            Clock clock,
            SecureRandom random) {
        this.store = store;
        this.subjectKeys = subjectKeys;
        this.chunks = chunks;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.limit = limit;
        this.cosignatures = cosignatures;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Appends leaves in the caller's transaction, which must be there. They get consecutive
     * indexes; other writers of the same log wait until the transaction ends. Who appends to both
     * in one transaction appends to the convenant's log before the node log.
     *
     * @return where each leaf stands, in the order given; final once the transaction commits
     * @throws LogUnavailableException if they cannot be written; the transaction rolls back
     * @throws IllegalArgumentException if a leaf is not of this log, or too long
     */
    @Transactional(MANDATORY)
    public List<LogPosition> append(LogName log, List<Leaf> leaves) {
        List<LogPosition> positions = new ArrayList<>(leaves.size());
        if (leaves.isEmpty()) {
            return positions;
        }
        LogStore.Head head = store.lock(log).open();
        limit.require(head.log(), leaves);
        Instant logged = notBefore(head.lastLogged());
        TileBuilder tiles =
                new TileBuilder(
                        head.edge().size(),
                        (level, from, to) -> store.hashes(head.id(), level, from, to),
                        (tile, hashes, root) -> store.insertTile(head.id(), tile, hashes, root));
        for (int from = 0; from < leaves.size(); from += BATCH) {
            List<Leaf> batch = leaves.subList(from, Math.min(from + BATCH, leaves.size()));
            for (SealedLeaf leaf : insert(head.log(), head, logged, batch)) {
                head.edge().append(leaf.leafHash(), tiles);
                positions.add(
                        new LogPosition(
                                head.log(), leaf.entry().seq(), leaf.bytes(), leaf.leafHash()));
            }
        }
        store.updateHead(head, logged);
        return positions;
    }

    /**
     * Appends what a run recorded of its pupils, one leaf for each chunk of them, in the caller's
     * transaction.
     *
     * @param about what all leaves say; has no personal members itself
     * @return where each leaf stands
     * @throws LogUnavailableException if they cannot be written; the transaction rolls back
     */
    @Transactional(MANDATORY)
    public List<LogPosition> appendPupils(LogName log, Leaf about, List<PupilMembers> pupils) {
        return appendPupils(log, about, pupils.size(), pupils::subList);
    }

    /**
     * The same for pupils who are not held all at once.
     *
     * @param count how many pupils there are
     * @param source asked for each of them once, in order
     */
    @Transactional(MANDATORY)
    public List<LogPosition> appendPupils(LogName log, Leaf about, int count, PupilSource source) {
        LogStore.Head head = store.lock(log).open();
        LogName open = head.log();
        return append(
                open, chunks.store(open, head.id(), head.edge().size(), about, count, source));
    }

    /**
     * The signed state of a log over all committed leaves. Runs in a transaction of its own: leaves
     * that the caller has not committed are not in it.
     *
     * @throws NoSuchElementException if nothing was logged yet
     * @throws LogUnavailableException if the database does not answer, or the log no longer holds
     *     what was signed before
     */
    public SignedCheckpoint checkpoint(LogName log) {
        return checkpoints.sign(store.current(log));
    }

    /** The signed state over all committed leaves, with the cosignatures that are kept for it. */
    String publishedCheckpoint(LogName log) {
        return cosignatures.under(log, checkpoints.sign(log));
    }

    /** The last state that a witness cosigned, with its cosignatures. */
    Optional<String> cosignedCheckpoint(LogName log) {
        return cosignatures.lastCosigned(log);
    }

    /** Checkpoints that were ever signed, 256 to a page, by size; empty beyond the last page. */
    List<byte[]> checkpoints(LogName log, long page) {
        return cosignatures.page(log, page, TilePath.FULL).stream()
                .map(note -> note.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The last checkpoint that was signed: what a log that was changed is measured against. */
    Optional<SignedCheckpoint> lastCheckpoint(LogName log) {
        return checkpoints.lastSigned(log);
    }

    /** The verifier key of one of our logs, to be handed to whoever checks it. */
    public VerifierKey verifierKey(LogName log) {
        return keys.verifierKey(log);
    }

    /** The logs of this node. */
    public List<LogName> logs() {
        return store.logs();
    }

    /**
     * The audit path of a committed leaf in the tree of that size.
     *
     * @throws IndexOutOfBoundsException if the log has no such leaf or size
     */
    public List<byte[]> inclusionProof(LogName log, long index, long size) {
        LogStore.Head head = requireSize(log, size);
        return MerkleTree.inclusionProof(index, size, store.nodes(head.id(), size));
    }

    /**
     * The proof that the tree of size {@code to} holds that of size {@code from}.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 < from <= to} and the log has that size
     */
    public List<byte[]> consistencyProof(LogName log, long from, long to) {
        LogStore.Head head = requireSize(log, to);
        return MerkleTree.consistencyProof(from, to, store.nodes(head.id(), to));
    }

    /**
     * All that a counterpart needs to see that a committed leaf is logged.
     *
     * @param knownSize the size of this log that the counterpart said it knows, 0 if none; what it
     *     has cosigned since then counts as known
     * @throws IndexOutOfBoundsException if no committed leaf stands there
     * @throws LogUnavailableException if the counterpart knows more than we have
     */
    public LeafEvidence evidence(LogName log, long index, long knownSize) {
        LogName open = store.current(log);
        return proof(open, index, Math.max(knownSize, limit.cosignedSize(open)));
    }

    /** The same, for whoever has seen that size of the log. */
    LeafEvidence proof(LogName log, long index, long knownSize) {
        SignedCheckpoint checkpoint = checkpoints.sign(log);
        long size = checkpoint.size();
        if (knownSize > size) {
            throw new LogUnavailableException(
                    "The counterpart knows size " + knownSize + " of a log of size " + size + ".");
        }
        LogStore.Head head = requireSize(log, size);
        MerkleTree.NodeReader nodes = store.nodes(head.id(), size);
        List<byte[]> inclusion = MerkleTree.inclusionProof(index, size, nodes);
        List<byte[]> consistency =
                knownSize == 0 ? List.of() : MerkleTree.consistencyProof(knownSize, size, nodes);
        byte[] entry = store.entries(head.id(), index, index + 1).getFirst();
        return new LeafEvidence(entry, index, inclusion, checkpoint.note(), consistency);
    }

    /**
     * The hashes of a tile, or the entries of a bundle, as C2SP tlog-tiles lays them out.
     *
     * @return empty if the log is not that large
     */
    Optional<byte[]> tile(LogName log, TilePath tile) {
        Optional<LogStore.Head> head = store.find(log);
        if (head.isEmpty()
                || TilePath.widthAt(tile.level(), tile.index(), head.get().edge().size())
                        < tile.width()) {
            return Optional.empty();
        }
        if (tile.level() != TilePath.ENTRIES) {
            return Optional.of(store.tile(head.get().id(), tile));
        }
        long first = tile.index() * TilePath.FULL;
        List<byte[]> entries = store.entries(head.get().id(), first, first + tile.width());
        // Nothing is left of the entries of a log that was pruned.
        return entries.getFirst().length == 0
                ? Optional.empty()
                : Optional.of(EntryBundle.encode(entries));
    }

    private List<SealedLeaf> insert(
            LogName log, LogStore.Head head, Instant logged, List<Leaf> leaves) {
        List<Optional<String>> digests =
                leaves.stream()
                        .map(leaf -> leaf.subject().map(who -> subjectKeys.digest(log, who)))
                        .toList();
        Map<String, SubjectKeys.Key> known =
                subjectKeys.require(
                        head.id(),
                        log,
                        digests.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
        List<SealedLeaf> sealed = new ArrayList<>(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            sealed.add(
                    SealedLeaf.seal(
                            leaves.get(i),
                            log,
                            head.edge().size() + i,
                            logged,
                            digests.get(i),
                            random));
        }
        List<Optional<SubjectKeys.Key>> leafKeys =
                digests.stream().map(digest -> digest.map(known::get)).toList();
        store.insertLeaves(head.id(), sealed, leafKeys);
        if (!known.isEmpty()) {
            subjectKeys.insertOpenings(head.id(), log, sealed, leafKeys);
        }
        return sealed;
    }

    /** The present, unless the clock went back: entries of a log never do. */
    private Instant notBefore(Instant lastLogged) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(lastLogged) ? lastLogged : now;
    }

    private LogStore.Head requireSize(LogName log, long size) {
        return store.find(log)
                .filter(head -> head.edge().size() >= size)
                .orElseThrow(() -> new IndexOutOfBoundsException(log + " is not of size " + size));
    }
}
