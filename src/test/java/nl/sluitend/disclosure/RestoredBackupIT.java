package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * What backups still tell of a person who was erased: servers are stopped, their files copied and
 * started again. The key store is the present one, as after a loss of the database alone.
 */
class RestoredBackupIT {

    private static final LogName LOG = TestLog.fresh().name();
    private static final Instant NOVEMBER = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LATER = Duration.ofDays(35);
    private static final int ERASED = 1;
    private static final int KEPT = 2;

    @TempDir Path folder;

    private DemoAuthority.PartyFiles keys;

    @BeforeEach
    void makeKeys() {
        keys =
                new DemoAuthority("Backup test authority")
                        .write(folder.resolve("keys"), LOG.owner().value(), "RBL Test");
    }

    /** The worst copy: everything, the subject keys too, of just before the erasure. */
    @Test
    void aWholeCopyOfBeforeAnErasureIsUnreadableThirtyFiveDaysLater() throws Exception {
        Path backup = folder.resolve("backup");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("live"))) {
            fill(server);
            server.whileDown(() -> copy(folder.resolve("live"), backup));
            try (Site site = site(server, NOVEMBER)) {
                site.erase(ERASED);
                assertThat(site.openings(0)).isEmpty();
            }
            Path restored = folder.resolve("same-month");
            copy(backup, restored);
            try (EmbeddedDatabase again = EmbeddedDatabase.start(restored);
                    Site site = site(again, NOVEMBER)) {
                assertThat(site.openings(0)).as("within the month it is there").isNotEmpty();
            }
            try (Site site = site(server, NOVEMBER.plus(LATER))) {
                site.turnMonth();
                assertThat(site.openings(1)).as("nobody else is lost").isNotEmpty();
            }
        }

        try (EmbeddedDatabase again = EmbeddedDatabase.start(backup);
                Site site = site(again, NOVEMBER.plus(LATER))) {
            assertThatThrownBy(() -> site.openings(0)).isInstanceOf(LogUnavailableException.class);
            assertThat(site.verified().findings()).isEmpty();
        }
    }

    /**
     * As docs/operations.md has it: no subject keys in the backup, and one nightly copy of them.
     */
    @Test
    void aBackupWithTheLastCopyOfTheSubjectKeysHasEverybodyButTheErased() throws Exception {
        Path backup = folder.resolve("backup");
        String nightly;
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("live"))) {
            fill(server);
            server.whileDown(() -> copy(folder.resolve("live"), backup));
            try (Site site = site(server, NOVEMBER)) {
                site.erase(ERASED);
            }
            nightly = subjectKeys(server);
        }

        try (EmbeddedDatabase again = EmbeddedDatabase.start(backup)) {
            putSubjectKeys(again, "");
            try (Site site = site(again, NOVEMBER)) {
                assertThat(site.readable(0)).isFalse();
                assertThat(site.readable(1)).as("without the copy nobody is readable").isFalse();
                assertThat(site.verified().findings()).isEmpty();
            }
            putSubjectKeys(again, nightly);
            try (Site site = site(again, NOVEMBER)) {
                assertThat(site.readable(0)).isFalse();
                assertThat(site.readable(1)).isTrue();
                assertThat(site.verified().findings()).isEmpty();
            }
        }
    }

    private void fill(EmbeddedDatabase server) throws Exception {
        LogWorkbench.migrate(server.create("node"));
        try (Site site = site(server, NOVEMBER)) {
            site.turnMonth();
            site.append(ERASED, KEPT);
        }
    }

    private Site site(EmbeddedDatabase server, Instant now) throws Exception {
        return new Site(
                new OneConnection(server.url("node"), _ -> {}),
                KeyRing.open(keys.keystore(), keys.password().toCharArray(), new SecureRandom()),
                EpochKeys.open(keys.keystore(), keys.password().toCharArray(), new SecureRandom()),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String subjectKeys(EmbeddedDatabase server) throws Exception {
        StringWriter rows = new StringWriter();
        try (var connection = server.dataSource("node").getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy disclosure_subject_key to stdout", rows);
        }
        return rows.toString();
    }

    private static void putSubjectKeys(EmbeddedDatabase server, String rows) throws Exception {
        try (var connection = server.dataSource("node").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from disclosure_subject_key");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy disclosure_subject_key from stdin", new StringReader(rows));
        }
    }

    /** The steps of a month's turn, of which the node log has tests of its own. */
    private static final class Unlogged extends SubjectKeyEpochs {

        @SuppressWarnings("NullAway")
        Unlogged(LogStore store, EpochKeys keys, SubjectKeyWrapping wrapping, Clock clock) {
            super(store, keys, wrapping, null, null, clock);
        }

        @Override
        void begun(YearMonth month) {}

        @Override
        void destroyed(YearMonth month) {}
    }

    /** The log of a node on one database, with the present key store. */
    private static final class Site implements AutoCloseable {

        private final OneConnection database;
        private final LogStore store;
        private final SubjectKeys subjects;
        private final DisclosureLog log;
        private final SubjectKeyEpochs epochs;

        @SuppressWarnings("NullAway")
        Site(OneConnection database, KeyRing ring, EpochKeys epochKeys, Clock clock) {
            SecureRandom random = new SecureRandom();
            this.database = database;
            store = new LogStore(database);
            LogKeys logKeys = new LogKeys(ring);
            SubjectKeyWrapping wrapping = new SubjectKeyWrapping(ring, epochKeys);
            subjects = new SubjectKeys(store, ring, wrapping, random);
            Cosignatures cosignatures = new Cosignatures(store);
            Witnesses nobody =
                    new Witnesses(
                            _ -> Optional.empty(), new Counterparties(List.of()), Optional.empty());
            log =
                    new DisclosureLog(
                            store,
                            subjects,
                            new PupilChunks(store, subjects, random),
                            new Checkpoints(store, logKeys, clock),
                            logKeys,
                            new WitnessLimit(nobody, cosignatures, Duration.ofHours(4), clock),
                            cosignatures,
                            clock,
                            random);
            epochs =
                    new SubjectKeyEpochs(
                            store,
                            epochKeys,
                            wrapping,
                            new Unlogged(store, epochKeys, wrapping, clock),
                            null,
                            clock);
        }

        void append(int... pupils) throws SQLException {
            log.append(
                    LOG,
                    java.util.Arrays.stream(pupils)
                            .mapToObj(
                                    pupil -> TestLog.of(LOG, TestLeaves.outcome(pupil, "MATCHED")))
                            .toList());
            database.commit();
            log.checkpoint(LOG);
            database.commit();
        }

        void erase(int pupil) throws SQLException {
            Optional<UUID> key =
                    subjects.destroy(
                            store.id(LOG).orElseThrow(),
                            subjects.digest(LOG, TestLeaves.pupil(pupil)));
            database.commit();
            assertThat(key).isPresent();
        }

        void turnMonth() throws Exception {
            epochs.turn();
            database.commit();
        }

        List<Opening> openings(long index) {
            return subjects.openings(store.id(LOG).orElseThrow(), LOG, index);
        }

        boolean readable(long index) {
            return !openings(index).isEmpty();
        }

        LogReport verified() {
            return LogVerifier.verify(this::file, "restored", List.of(), List.of(), _ -> {});
        }

        private Optional<byte[]> file(String path) throws IOException {
            String text =
                    switch (path) {
                        case "vkey" -> log.verifierKey(LOG).vkey();
                        case "checkpoint" -> log.publishedCheckpoint(LOG);
                        default -> "";
                    };
            if (!text.isEmpty()) {
                return Optional.of(text.getBytes(StandardCharsets.UTF_8));
            }
            if (path.equals("checkpoints/0")) {
                return Optional.of(EntryBundle.encode(log.checkpoints(LOG, 0)));
            }
            try {
                return log.tile(LOG, TilePath.parse(path));
            } catch (LogVerificationException e) {
                return Optional.empty();
            }
        }

        @Override
        public void close() throws SQLException {
            database.close();
        }
    }
}
