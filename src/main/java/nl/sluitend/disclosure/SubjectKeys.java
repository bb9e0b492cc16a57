package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.UnwrapException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of subjects, one per subject and log, and the openings that they protect. Destroying a
 * key makes the openings of that subject unreadable; leaves and proofs stay as they are.
 */
@ApplicationScoped
class SubjectKeys {

    private final LogStore store;
    private final KeyRing keyRing;
    private final SubjectKeyWrapping wrapping;
    private final SecureRandom random;

    SubjectKeys(LogStore store, KeyRing keyRing, SubjectKeyWrapping wrapping, SecureRandom random) {
        this.store = store;
        this.keyRing = keyRing;
        this.wrapping = wrapping;
        this.random = random;
    }

    /**
     * The key of a subject in one log.
     *
     * @param id names the key, and is random
     * @param secret 32 bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Key(UUID id, byte[] secret) {
        @Override
        public String toString() {
            return "Key[" + id + ", ***]";
        }
    }

    /**
     * The keyed reference to a subject in one log, base64url, unrelated to that in any other log.
     */
    String digest(LogName log, SubjectRef subject) {
        byte[] mac =
                keyRing.mac(
                        "disclosure-subject",
                        log.origin().getBytes(StandardCharsets.UTF_8),
                        subject.kind().name().getBytes(StandardCharsets.UTF_8),
                        subject.value());
        return encoded(mac);
    }

    /**
     * The keys of these subjects, by digest; made for those that are new. The log's head is locked,
     * so that no one else makes the same key.
     */
    Map<String, Key> require(int logId, LogName log, Set<String> digests) {
        Map<String, Key> keys = new HashMap<>();
        if (digests.isEmpty()) {
            return keys;
        }
        return store.with(
                connection -> {
                    load(connection, logId, log, digests, keys);
                    List<String> fresh =
                            digests.stream().filter(digest -> !keys.containsKey(digest)).toList();
                    fresh.forEach(digest -> keys.put(digest, generate()));
                    insert(connection, logId, log, fresh, keys);
                    return keys;
                });
    }

    /** The id of the subject's key in a log, if it has one that is not destroyed. */
    Optional<UUID> find(int logId, String digest) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select id from disclosure_subject_key"
                                            + " where log_id = ? and subject = ?")) {
                        select.setInt(1, logId);
                        select.setBytes(2, Base64.getUrlDecoder().decode(digest));
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(row.getObject(1, UUID.class))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** The secret of a key as its row holds it. */
    byte[] unwrap(@Nullable String epoch, LogName log, UUID id, byte[] wrapped) {
        return wrapping.unwrap(epoch, log, id, wrapped);
    }

    void insertOpenings(int logId, LogName log, List<SealedLeaf> leaves, List<Optional<Key>> keys) {
        store.with(connection -> OpeningRows.insert(connection, logId, log, leaves, keys, random));
    }

    /**
     * The openings of an entry; empty when it has none or the subject's key is destroyed.
     *
     * @throws LogUnavailableException if they are not those that were stored
     */
    List<Opening> openings(int logId, LogName log, long index) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select k.id, k.wrapped_key, o.sealed, k.epoch from disclosure_opening o"
                                            + " join disclosure_subject_key k on k.id = o.subject_key"
                                            + " where o.log_id = ? and o.leaf_index = ?"
                                            + " and k.wrapped_key is not null")) {
                        select.setInt(1, logId);
                        select.setLong(2, index);
                        try (ResultSet row = select.executeQuery()) {
                            if (!row.next()) {
                                return List.of();
                            }
                            UUID id = row.getObject(1, UUID.class);
                            byte[] secret = unwrap(row.getString(4), log, id, row.getBytes(2));
                            return new OpeningCipher()
                                    .decrypt(
                                            secret,
                                            OpeningCipher.place(log, index),
                                            row.getBytes(3));
                        }
                    } catch (LogVerificationException | UnwrapException e) {
                        throw new LogUnavailableException("An opening in the log is damaged.", e);
                    }
                });
    }

    /**
     * Destroys the key of a subject and its openings in one log.
     *
     * @return the id of the key that is no more, empty if there was none
     */
    Optional<UUID> destroy(int logId, String digest) {
        Optional<UUID> id = find(logId, digest);
        id.ifPresent(this::destroy);
        return id;
    }

    /** Destroys a key by its id; returns whether it was still there. */
    boolean destroy(UUID key) {
        return store.with(
                connection -> {
                    execute(
                            connection,
                            "delete from disclosure_opening where subject_key = ?",
                            key);
                    execute(
                            connection,
                            "update disclosure_pupil set sealed = '' where subject_key = ?",
                            key);
                    return execute(
                                    connection,
                                    "update disclosure_subject_key set subject = null,"
                                            + " wrapped_key = null, epoch = null where id = ?"
                                            + " and wrapped_key is not null",
                                    key)
                            > 0;
                });
    }

    private static int execute(Connection connection, String sql, UUID key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            return statement.executeUpdate();
        }
    }

    private void load(
            Connection connection,
            int logId,
            LogName log,
            Collection<String> digests,
            Map<String, Key> keys)
            throws SQLException {
        List<Found> found = new ArrayList<>(digests.size());
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select id, subject, wrapped_key, epoch from disclosure_subject_key"
                                + " where log_id = ? and subject = any (?::bytea[])")) {
            select.setInt(1, logId);
            select.setArray(2, connection.createArrayOf("bytea", decoded(digests)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Found(
                                    rows.getObject(1, UUID.class),
                                    rows.getBytes(2),
                                    rows.getBytes(3),
                                    rows.getString(4)));
                }
            }
        }
        Key[] opened = new Key[found.size()];
        wrapping.each(log, opened.length, (one, i) -> opened[i] = found.get(i).open(one));
        for (int i = 0; i < opened.length; i++) {
            keys.put(encoded(found.get(i).subject()), opened[i]);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Found(UUID id, byte[] subject, byte[] wrapped, @Nullable String epoch) {
        Key open(SubjectKeyWrapping.OneThread wrapping) {
            return new Key(id, wrapping.unwrap(epoch, id, wrapped));
        }
    }

    private void insert(
            Connection connection,
            int logId,
            LogName log,
            List<String> fresh,
            Map<String, Key> keys)
            throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        List<Key> added = fresh.stream().map(keys::get).toList();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into disclosure_subject_key"
                                + " (log_id, epoch, id, subject, wrapped_key) select ?, ?, u.*"
                                + " from unnest(?::uuid[], ?::bytea[], ?::bytea[]) u")) {
            String epoch = wrapping.epoch();
            insert.setInt(1, logId);
            insert.setString(2, epoch);
            insert.setArray(
                    3, connection.createArrayOf("uuid", added.stream().map(Key::id).toArray()));
            insert.setArray(4, connection.createArrayOf("bytea", decoded(fresh)));
            byte[][] wrapped = new byte[added.size()][];
            wrapping.each(
                    log,
                    wrapped.length,
                    (one, i) ->
                            wrapped[i] = one.wrap(epoch, added.get(i).id(), added.get(i).secret()));
            insert.setArray(5, connection.createArrayOf("bytea", wrapped));
            insert.executeUpdate();
        }
    }

    Key generate() {
        byte[] secret = new byte[OpeningCipher.KEY_LENGTH];
        random.nextBytes(secret);
        return new Key(new UUID(random.nextLong(), random.nextLong()), secret);
    }

    private static String encoded(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static byte[][] decoded(Collection<String> digests) {
        return digests.stream().map(Base64.getUrlDecoder()::decode).toArray(byte[][]::new);
    }
}
