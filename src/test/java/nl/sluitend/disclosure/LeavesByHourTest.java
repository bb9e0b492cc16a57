package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Leaves are counted by hour while they are written, so that pages need not read them all. */
@QuarkusTest
class LeavesByHourTest {

    private static final String COLUMNS =
            "log_id, date_trunc('hour', logged_at, 'UTC'), kind, convenant_hash, purpose,"
                    + " legal_basis, counterpart";

    @Inject DisclosureLog disclosureLog;
    @Inject DisclosureQuery query;
    @Inject LogStore store;
    @Inject DataSource database;

    private final TestLog log = TestLog.fresh();

    private void append(Leaf... leaves) {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }

    private int id() {
        return store.id(log.name()).orElseThrow();
    }

    private List<String> rows(String sql) throws SQLException {
        try (var connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, id());
            List<String> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        line.append(row.getString(i)).append('|');
                    }
                    rows.add(line.toString());
                }
            }
            return rows;
        }
    }

    private List<String> counted() throws SQLException {
        return rows(
                "select log_id, hour, kind, convenant_hash, purpose, legal_basis, counterpart,"
                        + " leaves, last_logged_at from disclosure_hour where log_id = ?");
    }

    private List<String> written() throws SQLException {
        return rows(
                "select "
                        + COLUMNS
                        + ", count(*), max(logged_at) from disclosure_leaf where log_id = ?"
                        + " group by 1, 2, 3, 4, 5, 6, 7");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id());
            statement.executeUpdate();
        }
    }

    private DisclosureFilter since(Instant from, Set<LeafKind> kinds) {
        return new DisclosureFilter(
                Optional.of(from),
                Optional.empty(),
                log.name().convenantHash(),
                Optional.empty(),
                kinds,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void hoursSayWhatTheLeavesSayAlsoWhenMoreAreWrittenOrSomeAreTakenAway() throws Exception {
        append(log.exposure(), log.outcome(1), log.outcome(2));
        append(log.outcome(3), log.exposure());
        assertThat(counted()).hasSizeGreaterThanOrEqualTo(2).hasSameElementsAs(written());

        execute("delete from disclosure_leaf where log_id = ? and kind = 'exposure'");
        assertThat(counted()).isNotEmpty().hasSameElementsAs(written());

        execute("delete from disclosure_leaf where log_id = ?");
        assertThat(counted()).isEmpty();
    }

    @Test
    void wholeHoursAreCountedAsEntriesAre() {
        append(log.exposure(), log.outcome(4), log.outcome(5));
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant before = hour.minus(Duration.ofHours(2));
        Map<LeafKind, Long> both = Map.of(LeafKind.EXPOSURE, 1L, LeafKind.OUTCOME, 2L);

        assertThat(since(before, Set.of()).isOfWholeHours()).isTrue();
        assertThat(query.counts(since(before, Set.of()))).isEqualTo(both);
        assertThat(since(before.plusSeconds(1), Set.of()).isOfWholeHours()).isFalse();
        assertThat(query.counts(since(before.plusSeconds(1), Set.of()))).isEqualTo(both);
        assertThat(query.counts(since(before, Set.of(LeafKind.OUTCOME))))
                .isEqualTo(Map.of(LeafKind.OUTCOME, 2L));
        assertThat(query.counts(since(hour.plus(Duration.ofHours(1)), Set.of()))).isEmpty();
    }
}
