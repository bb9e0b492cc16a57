package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RowsRehearsalTest {

    @Inject RowsRehearsal rehearsal;
    @Inject Sql sql;

    @Test
    void rowsThatTheDatabaseMadeUpComeBackOnce() {
        assertThat(rehearsal.play(500)).isTrue();
    }

    @Test
    void arraysOfUuidsAreReadAsTheyAre() {
        List<UUID> ids = List.of(new UUID(1, 2), new UUID(-3, 4), new UUID(5, -6));

        assertThat(
                        sql.first(
                                "SELECT ?::uuid[] AS ids, '{}'::uuid[] AS none",
                                row -> List.of(Sql.ids(row, "ids"), Sql.ids(row, "none")),
                                ids))
                .contains(List.of(ids, List.of()));
    }
}
