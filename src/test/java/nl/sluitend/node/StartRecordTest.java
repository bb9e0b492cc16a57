package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import nl.sluitend.TestNode;
import nl.sluitend.party.KeyAges;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartRecordTest {

    @Inject StartRecord record;
    @Inject SeenAtStart seen;
    @Inject KeyAges ages;
    @Inject KeyRing keys;

    @Test
    void aStartWithoutChangesLogsNothing() throws SQLException {
        record.record();
        String before = last();
        record.record();

        assertThat(last()).isEqualTo(before);
    }

    @Test
    void aSettingThatChangedSinceTheLastStartIsNamedInTheNodeLog() throws SQLException {
        record.record();
        execute(
                "update seen_at_start set digest = 'other' where name ="
                        + " 'sluitend.log.witness-interval'");
        record.record();

        assertThat(last())
                .contains("\"type\":\"configuration\"", "changed", "sluitend.log.witness-interval");
    }

    @Test
    void aKeyThatWasReplacedIsNamedInTheNodeLog() throws SQLException {
        record.record();
        execute("update seen_at_start set digest = 'other' where kind = 'key' and name = 'log'");
        record.record();

        assertThat(last()).contains("\"type\":\"key-event\"", "changed", "\"log\"");
    }

    @Test
    void aKeyThatStaysKeepsItsAgeAndOneThatWasReplacedIsNew() throws SQLException {
        record.record();
        execute("update seen_at_start set since = '2020-02-02T10:00:00Z' where kind = 'key'");
        execute("update seen_at_start set digest = 'other' where kind = 'key' and name = 'log'");
        record.record();

        assertThat(ages.since()).containsOnlyKeys(keys.fingerprints().keySet());
        assertThat(ages.since().get("mac")).isEqualTo("2020-02-02T10:00:00Z");
        assertThat(ages.since().get("log")).isAfter("2026-01-01T00:00:00Z");
    }

    @Test
    void aKeyThatIsGoneIsNamedInTheNodeLog() throws SQLException {
        record.record();
        execute(
                "insert into seen_at_start (kind, name, digest)"
                        + " values ('key', 'registration-9', 'other')");
        record.record();

        assertThat(last()).contains("\"removed\":[\"registration-9\"]");
    }

    @Test
    void secretsAreNotComparedAndWhatDecidesWhoIsLetInIs() {
        assertThat(StartRecord.isCompared("sluitend.log.witness-limit")).isTrue();
        assertThat(StartRecord.isCompared("quarkus.http.insecure-requests")).isTrue();
        assertThat(StartRecord.isCompared("quarkus.oidc.auth-server-url")).isTrue();
        assertThat(StartRecord.isCompared("sluitend.party.keystore-password")).isFalse();
        assertThat(StartRecord.isCompared("sluitend.login.session-secret")).isFalse();
        assertThat(StartRecord.isCompared("quarkus.datasource.password")).isFalse();
        assertThat(StartRecord.isCompared("java.home")).isFalse();
    }

    @Test
    void whatChangedIsNamedByWhatBecameOfIt() {
        assertThat(
                        SeenAtStart.changes(
                                Map.of("same", "1", "gone", "1", "other", "1"),
                                Map.of("same", "1", "other", "2", "new", "1")))
                .isEqualTo(
                        Map.of(
                                "added", Map.of("new", "1"),
                                "changed", Map.of("other", "2"),
                                "removed", java.util.List.of("gone")));
    }

    @Test
    void fingerprintsDifferPerKeyAndShowNoKey() {
        assertThat(keys.fingerprints()).containsKeys("tls", "signing", "wrap", "mac", "log");
        assertThat(keys.fingerprints().values())
                .doesNotHaveDuplicates()
                .allMatch(f -> f.length() == 16);
    }

    /** The last entry of the node log about settings or keys. */
    private static String last() throws SQLException {
        return text(
                "select convert_from(entry, 'UTF8') from disclosure_leaf leaf join disclosure_log l"
                        + " on l.id = leaf.log_id where l.origin = '"
                        + TestNode.OIN
                        + "/node' and (convert_from(entry, 'UTF8') like '%activity:settings:1%'"
                        + " or convert_from(entry, 'UTF8') like '%activity:key-store:1%')"
                        + " order by leaf_index desc limit 1");
    }

    private static String text(String sql) throws SQLException {
        try (Connection connection = TestNode.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestNode.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
