package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nl.sluitend.TestNode;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Finding 9: while a session is open its secret is looked for in a dump, in the write-ahead log and
 * in a base backup of a real PostgreSQL. It stands in one unlogged table alone, and there wrapped.
 */
@QuarkusTest
@RolesOfSystems
class SessionSecretsTest {

    /** A secret can lie across the border of two pages of the log: pieces of it do not. */
    private static final int PIECE = 12;

    private static final String SECRET = "secret";
    private static final String PUBLIC = "public";

    @Inject ReconciliationFixture fixture;
    @Inject Sessions sessions;
    @Inject Messages messages;
    @Inject Agreements agreements;
    @Inject SessionKeys secrets;
    @Inject EvaluationsAhead ahead;
    @Inject Handling handling;
    @Inject KeyRing keys;
    @Inject AgroalDataSource database;

    /** What is looked for, and which of it is found in octets that come one after the other. */
    private static final class Search {

        private final Map<String, List<byte[]>> pieces = new TreeMap<>();
        private final Set<String> found = new TreeSet<>();
        private byte[] rest = {};

        /** Looks for it as octets, in hexadecimal and in base64url. */
        void add(String name, byte[] octets) {
            List<byte[]> all = pieces.computeIfAbsent(name, _ -> new ArrayList<>());
            for (int at = 0; at + PIECE <= octets.length; at += PIECE) {
                byte[] piece = Arrays.copyOfRange(octets, at, at + PIECE);
                all.add(piece);
                all.add(HexFormat.of().formatHex(piece).getBytes(StandardCharsets.US_ASCII));
                // Twelve octets are sixteen characters, wherever in the whole they stand.
                all.add(Base64.getUrlEncoder().encode(piece));
            }
        }

        void take(byte[] octets) {
            byte[] both = Arrays.copyOf(rest, rest.length + octets.length);
            System.arraycopy(octets, 0, both, rest.length, octets.length);
            pieces.forEach(
                    (name, wanted) -> {
                        if (!found.contains(name)
                                && wanted.stream().anyMatch(piece -> holds(both, piece))) {
                            found.add(name);
                        }
                    });
            rest = Arrays.copyOfRange(both, Math.max(0, both.length - 2 * PIECE), both.length);
        }

        private static boolean holds(byte[] octets, byte[] piece) {
            for (int i = 0; i + piece.length <= octets.length; i++) {
                if (octets[i] == piece[0]
                        && Arrays.equals(octets, i, i + piece.length, piece, 0, piece.length)) {
                    return true;
                }
            }
            return false;
        }

        Set<String> found() {
            return found;
        }
    }

    /**
     * The seed, the key that is derived of it, and the seed as it is kept; and what is no secret.
     */
    private Search search(ScriptedPeer peer) throws Exception {
        Session session = sessions.get(peer.sid);
        byte[] wrapped = sessions.secret(peer.sid).orElseThrow();
        byte[] offer = messages.get(peer.sid, Sender.OWN, MessageType.OFFER).hash().toByteArray();
        var search = new Search();
        search.add(SECRET, keys.unwrap(wrapped, offer));
        handling.own(
                peer.sid,
                (s, agreement) -> {
                    search.add(SECRET, secrets.with(s, agreement, (k, _) -> k.encode()));
                    return new Reply.Accepted();
                });
        search.add(SECRET, wrapped);
        search.add(PUBLIC, session.listRoot().toByteArray());
        return search;
    }

    private static ScriptedPeer open(ReconciliationFixture fixture) throws Exception {
        fixture.register("geheim-1350", 1350);
        ScriptedPeer peer = fixture.peer(1350, 1351);
        peer.reachEvaluating();
        peer.evaluateRound(0);
        return peer;
    }

    /**
     * What {@code pg_dump --no-unlogged-table-data} writes of the rows, as docs/operations.md has
     * it.
     */
    @Test
    void aDumpHoldsNoSecretOfAnOpenSession() throws Exception {
        Search search = search(open(fixture));

        for (String table : tables('p')) {
            search.take(copy(table));
        }
        assertThat(search.found()).containsExactly(PUBLIC);

        for (String table : tables('u')) {
            search.take(copy(table));
        }
        assertThat(search.found()).as("where it is kept, it is found").contains(SECRET);
    }

    private List<String> tables(char persistence) {
        return fixture.sql()
                .list(
                        "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND"
                                + " relpersistence = ?::\"char\" AND relnamespace ="
                                + " 'public'::regnamespace",
                        row -> row.getString("name"),
                        String.valueOf(persistence));
    }

    private byte[] copy(String table) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            var out = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + table + " TO STDOUT", out);
            return out.toByteArray();
        }
    }

    @Test
    void theWriteAheadLogHoldsNoSecretOfAnOpenSession() throws Exception {
        ScriptedPeer peer = open(fixture);
        Search search = search(peer);
        fixture.sql().list("SELECT pg_switch_wal()::text AS at", row -> row.getString("at"));
        Path files =
                fixture.sql()
                        .first(
                                "SELECT current_setting('data_directory') AS folder",
                                row -> Path.of(row.getString("folder")))
                        .orElseThrow();

        try (Stream<Path> segments = Files.list(files.resolve("pg_wal"))) {
            for (Path segment : segments.filter(Files::isRegularFile).toList()) {
                search.take(Files.readAllBytes(segment));
            }
        }
        assertThat(search.found()).containsExactly(PUBLIC);
    }

    /** A standby begins with the same, and then gets the write-ahead log. */
    @Test
    void aBaseBackupHoldsNoSecretOfAnOpenSession() throws Exception {
        Search search = search(open(fixture));

        BaseBackup.of(TestNode.database().port(), search::take);

        assertThat(search.found()).containsExactly(PUBLIC);
    }

    @Test
    void theSecretIsGoneAtTheEndWhateverTheEnd() throws Exception {
        ScriptedPeer broken = open(fixture);
        broken.abort(Phase.EVALUATING).then().statusCode(204);
        assertThat(sessions.secret(broken.sid)).isEmpty();

        ScriptedPeer agreed = fixture.peer(1350, 1351);
        agreed.reachEvaluating();
        agreed.evaluateAll();
        agreed.agree(agreed.result());
        assertThat(sessions.secret(agreed.sid)).isEmpty();

        ScriptedPeer refused = open(fixture);
        PeerAssertions.assertRefused(
                refused.putEvaluated(1, new byte[] {1}), RefusalType.UNSUPPORTED);
        assertThat(sessions.secret(refused.sid)).isEmpty();
    }

    /** PostgreSQL empties an unlogged table when it recovers; what was begun with it is ended. */
    @Test
    void aSessionThatLostItsSecretEndsWithTheReasonOnBothSides() throws Exception {
        ScriptedPeer peer = open(fixture);
        fixture.sql().run("TRUNCATE session_secret");
        ahead.drop(peer.sid);

        PeerAssertions.assertRefused(
                peer.putEvaluated(1, peer.frame(1, peer.evaluate(1))), RefusalType.NOT_PERMITTED);

        assertThat(peer.state().getString("ending")).isEqualTo("aborted-exposed");
        assertThat(PeerAssertions.reason(peer.state().getString("abort"))).isEqualTo("secret-lost");
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("\"secret-lost\"");
        assertThat(fixture.lastRun(peer.convenant.hash()).getString("reason"))
                .isEqualTo("secret-lost");
    }
}
