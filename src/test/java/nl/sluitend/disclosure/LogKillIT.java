package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nl.sluitend.TestScale;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes to the log is killed before or after every kind of step of append, batch,
 * publish and cosign. Whatever it acknowledged stays, nothing stands twice, and everything that it
 * ever signed is of one history.
 */
class LogKillIT {

    /** Statements and commits of the first rounds; a kill falls on any of them. */
    private static final int STEPS = 160;

    private static final long SEED = 20261122;

    @TempDir Path folder;

    private final List<String> acknowledged = new ArrayList<>();
    private final List<Checkpoint> signed = new ArrayList<>();
    private final Set<String> deaths = new TreeSet<>();
    private long cosigned;

    @Test
    void nothingAcknowledgedIsLostAndNothingSignedIsContradicted() throws Exception {
        DemoAuthority.PartyFiles keys =
                new DemoAuthority("Kill test authority")
                        .write(folder.resolve("keys"), LogWorkbench.OWNER.value(), "RBL Test");
        Random random = new Random(SEED);
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            String url = database.create("log");
            LogWorkbench.migrate(url);
            VerifierKey key;
            try (LogWorkbench log =
                    new LogWorkbench(url, keys.keystore(), keys.password(), _ -> {})) {
                key = log.verifierKey();
            }
            for (int kill = 0; kill < TestScale.of(200); kill++) {
                read(die(url, keys, 1 + random.nextInt(STEPS)), key);
                try (Connection connection = database.dataSource("log").getConnection()) {
                    check(connection);
                }
            }
        }
        assertThat(deaths).isNotEmpty();
        assertThat(acknowledged).isNotEmpty();
    }

    private List<String> die(String url, DemoAuthority.PartyFiles keys, int step)
            throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LogVictim.class.getName(),
                                url,
                                keys.keystore().toString(),
                                keys.password(),
                                Integer.toString(step))
                        .redirectOutput(output)
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        assertThat(victim.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(victim.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isEqualTo(137);
        return Files.readAllLines(output.toPath());
    }

    private void read(List<String> lines, VerifierKey key) throws LogVerificationException {
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "ACKNOWLEDGED" -> acknowledged.add(words[1]);
                case "SIGNED" ->
                        signed.add(
                                SignedCheckpoint.open(
                                                key,
                                                new String(
                                                        Base64.getDecoder().decode(words[1]),
                                                        StandardCharsets.UTF_8))
                                        .checkpoint());
                case "COSIGNED" -> {
                    long size = Long.parseLong(words[1]);
                    assertThat(size).isGreaterThan(cosigned);
                    cosigned = size;
                }
                default -> deaths.add(line);
            }
        }
    }

    private void check(Connection connection) throws SQLException, LogVerificationException {
        MemoryLog tree = new MemoryLog();
        Set<String> ids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select leaf_index, entry from disclosure_leaf order by leaf_index")) {
            long index = 0;
            while (rows.next()) {
                assertThat(rows.getLong(1)).isEqualTo(index);
                LogEntry entry = LogEntry.parse(rows.getBytes(2));
                entry.requirePlace(LogWorkbench.LOG, index++);
                assertThat(ids.add(entry.id().toString())).isTrue();
                tree.append(rows.getBytes(2));
            }
        }
        long size = ids.size();
        for (String line : acknowledged) {
            String[] words = line.split(" ", 2);
            assertThat(Long.parseLong(words[0])).isLessThan(size);
            assertThat(HexFormat.of().formatHex(tree.leafHash(Long.parseLong(words[0]))))
                    .isEqualTo(words[1]);
        }
        for (Checkpoint checkpoint : signed) {
            assertThat(checkpoint.size()).isLessThanOrEqualTo(size);
            assertThat(tree.root(checkpoint.size())).isEqualTo(checkpoint.root());
        }
        checkHead(connection, tree);
        checkWitnessed(connection);
        checkPupils(connection);
    }

    private static void checkHead(Connection connection, MemoryLog tree) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select size, right_edge from disclosure_log")) {
            if (row.next()) {
                assertThat(Frontier.decode(row.getLong(1), row.getBytes(2)).root())
                        .isEqualTo(tree.root());
            }
        }
    }

    /** What was told to the counterpart is remembered, and of its one history. */
    private void checkWitnessed(Connection connection)
            throws SQLException, LogVerificationException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select size, note from disclosure_witnessed")) {
            if (!row.next()) {
                assertThat(cosigned).isZero();
                return;
            }
            assertThat(row.getLong(1)).isGreaterThanOrEqualTo(cosigned);
            cosigned = row.getLong(1);
            if (cosigned > 0) {
                Checkpoint known =
                        SignedCheckpoint.open(
                                        new LogSigner(
                                                        LogVictim.PEER_SEED,
                                                        LogVictim.PEER_LOG.origin())
                                                .verifierKey(),
                                        row.getString(2))
                                .checkpoint();
                assertThat(known.root()).isEqualTo(MemoryLog.of((int) cosigned).root());
            }
        }
    }

    /** No pupil stands under a leaf that is not there, and none is missing under one that is. */
    private static void checkPupils(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from disclosure_pupil p left join disclosure_leaf l"
                                        + " using (log_id, leaf_index) where l.leaf_index is null")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from (select (convert_from(l.entry, 'UTF8')::json ->"
                                        + " 'detail' ->> 'pupils')::int as told, (select count(*) from"
                                        + " disclosure_pupil p where p.log_id = l.log_id and"
                                        + " p.leaf_index = l.leaf_index) as held"
                                        + " from disclosure_leaf l) c where told <> held")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }
}
