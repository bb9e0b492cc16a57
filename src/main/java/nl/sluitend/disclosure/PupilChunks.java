package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluitend.party.UnwrapException;

/**
 * The pupils of a run under one leaf per chunk. Each has an entry of its own, in a tree of which
 * the leaf holds the root; a run of a hundred thousand costs tens of leaves, and every pupil keeps
 * a proof.
 */
@ApplicationScoped
class PupilChunks {

    /** Pupils under one leaf. */
    static final int CHUNK = 4096;

    private static final int OTHER_CORES =
            Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final LogStore store;
    private final SubjectKeys keys;
    private final SecureRandom random;

    PupilChunks(LogStore store, SubjectKeys keys, SecureRandom random) {
        this.store = store;
        this.keys = keys;
        this.random = random;
    }

    /** One pupil's entry, opened, with its place under the leaf. */
    @SuppressWarnings("ArrayRecordComponent")
    record Opened(int position, byte[] entry, List<Opening> openings, List<byte[]> path) {}

    /**
     * Stores the entries of all pupils, in the caller's transaction, which holds the log's lock.
     *
     * @param first the index that the first of the leaves will have
     * @param count how many pupils there are
     * @param source asked for each of them once, in order
     * @return one leaf for each chunk, to be appended in this order
     */
    List<Leaf> store(
            LogName log, int logId, long first, Leaf about, int count, PupilSource source) {
        List<Leaf> leaves = new ArrayList<>();
        int chunks = (count + CHUNK - 1) / CHUNK;
        PupilCopy.Row[] sealed = {};
        for (int chunk = 0; chunk < chunks; chunk++) {
            int end = Math.min((chunk + 1) * CHUNK, count);
            long index = first + chunk;
            List<PupilMembers> some = source.range(chunk * CHUNK, end);
            String[] digests = digests(log, some);
            Map<String, SubjectKeys.Key> known =
                    keys.require(logId, log, new HashSet<>(List.of(digests)));
            PupilCopy.Row[] rows = new PupilCopy.Row[digests.length];
            AtomicInteger next = new AtomicInteger();
            Runnable sealing =
                    () -> {
                        DrawnOctets drawn = new DrawnOctets(random);
                        OpeningCipher cipher = new OpeningCipher();
                        String place = OpeningCipher.place(log, index);
                        for (int i = next.getAndIncrement();
                                i < rows.length;
                                i = next.getAndIncrement()) {
                            rows[i] =
                                    seal(
                                            OpeningCipher.place(place, i),
                                            some.get(i),
                                            digests[i],
                                            known,
                                            drawn,
                                            cipher);
                        }
                    };
            // Other cores encrypt while the database takes in the chunk before; then we help.
            CompletableFuture<?>[] helpers = new CompletableFuture<?>[OTHER_CORES];
            Arrays.setAll(helpers, _ -> CompletableFuture.runAsync(sealing));
            insert(logId, index - 1, sealed);
            sealing.run();
            CompletableFuture.allOf(helpers).join();
            sealed = rows;
            leaves.add(about.with(members(about, sealed, chunk, chunks)));
        }
        insert(logId, first + chunks - 1, sealed);
        return leaves;
    }

    String[] digests(LogName log, List<PupilMembers> pupils) {
        String[] digests = new String[pupils.size()];
        Arrays.parallelSetAll(digests, i -> keys.digest(log, pupils.get(i).subject()));
        return digests;
    }

    private static Map<String, Object> members(
            Leaf about, PupilCopy.Row[] rows, int chunk, int chunks) {
        List<byte[]> hashes = Arrays.stream(rows).map(PupilCopy.Row::hash).toList();
        Map<String, Object> clear = new TreeMap<>(about.clear());
        clear.put(PupilEntry.PUPILS, rows.length);
        clear.put(PupilEntry.ROOT, Base64.getEncoder().encodeToString(PupilEntry.root(hashes)));
        clear.put("chunk", chunk);
        clear.put("chunks", chunks);
        return clear;
    }

    private void insert(int logId, long index, PupilCopy.Row[] rows) {
        if (rows.length > 0) {
            store.with(connection -> PupilCopy.into(connection, logId, index, rows));
        }
    }

    PupilCopy.Row seal(
            String place,
            PupilMembers pupil,
            String digest,
            Map<String, SubjectKeys.Key> known,
            DrawnOctets drawn,
            OpeningCipher cipher) {
        SubjectKeys.Key key = known.get(digest);
        if (key == null) {
            throw new IllegalStateException("a subject without a key");
        }
        List<Opening> openings = new ArrayList<>();
        pupil.personal().forEach(member -> openings.add(sealed(member, drawn)));
        openings.add(sealed(new PersonalMember(LogEntry.SUBJECT_MEMBER, digest), drawn));
        return new PupilCopy.Row(
                MerkleTree.leafHash(PupilEntry.encode(openings)),
                key.id(),
                cipher.encrypt(
                        key.secret(), place, openings, drawn.next(OpeningCipher.NONCE_LENGTH)));
    }

    private static Opening sealed(PersonalMember member, DrawnOctets drawn) {
        return Opening.seal(member, drawn.next(Opening.SALT_LENGTH));
    }

    /**
     * One pupil's entry, with its path to the root in the leaf.
     *
     * @return openings are empty once the subject's key is destroyed, and so is the entry
     * @throws NoSuchElementException if the leaf has no such position
     */
    Opened open(int logId, LogName log, long index, int position) {
        List<byte[]> hashes = hashes(logId, index);
        if (position < 0 || position >= hashes.size()) {
            throw new NoSuchElementException("no pupil at that position");
        }
        List<byte[]> path = PupilEntry.path(position, hashes);
        List<Opening> openings = openings(logId, log, index, position);
        byte[] entry = openings.isEmpty() ? new byte[0] : PupilEntry.encode(openings);
        if (!openings.isEmpty()
                && !Arrays.equals(MerkleTree.leafHash(entry), hashes.get(position))) {
            throw new LogUnavailableException("An opening in the log is damaged.");
        }
        return new Opened(position, entry, openings, path);
    }

    private List<Opening> openings(int logId, LogName log, long index, int position) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select k.id, k.wrapped_key, p.sealed, k.epoch from disclosure_pupil p"
                                            + " join disclosure_subject_key k on k.id = p.subject_key"
                                            + " where p.log_id = ? and p.leaf_index = ?"
                                            + " and p.position = ? and k.wrapped_key is not null")) {
                        select.setInt(1, logId);
                        select.setLong(2, index);
                        select.setInt(3, position);
                        try (ResultSet row = select.executeQuery()) {
                            if (!row.next()) {
                                return List.of();
                            }
                            byte[] secret =
                                    keys.unwrap(
                                            row.getString(4),
                                            log,
                                            row.getObject(1, UUID.class),
                                            row.getBytes(2));
                            return new OpeningCipher()
                                    .decrypt(
                                            secret,
                                            OpeningCipher.place(
                                                    OpeningCipher.place(log, index), position),
                                            row.getBytes(3));
                        }
                    } catch (LogVerificationException | UnwrapException e) {
                        throw new LogUnavailableException("An opening in the log is damaged.", e);
                    }
                });
    }

    private List<byte[]> hashes(int logId, long index) {
        return store.with(
                connection -> {
                    List<byte[]> hashes = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select entry_hash from disclosure_pupil where log_id = ?"
                                            + " and leaf_index = ? order by position")) {
                        select.setInt(1, logId);
                        select.setLong(2, index);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                hashes.add(rows.getBytes(1));
                            }
                        }
                    }
                    return hashes;
                });
    }

    /** Where one of these subjects stands under that leaf. */
    Optional<Integer> position(int logId, long index, Collection<UUID> subjectKeys) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select position from disclosure_pupil where log_id = ?"
                                            + " and leaf_index = ? and subject_key = any (?)"
                                            + " order by position limit 1")) {
                        select.setInt(1, logId);
                        select.setLong(2, index);
                        select.setArray(3, connection.createArrayOf("uuid", subjectKeys.toArray()));
                        try (ResultSet row = select.executeQuery()) {
                            return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
                        }
                    }
                });
    }
}
