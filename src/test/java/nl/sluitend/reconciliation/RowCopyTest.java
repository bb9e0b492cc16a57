package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What PostgreSQL reads is what was written. */
@QuarkusTest
class RowCopyTest {

    private static final UUID ONE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final UUID TWO = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private enum Colour {
        RED
    }

    @Inject Sql sql;

    @Test
    void octets_come_back_as_they_were() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        assertThat(written("bytea", all, new byte[0], Octets.of(all)))
                .containsExactly(hex(all), "", hex(all));
    }

    @Test
    void numbers_come_back_up_to_their_extremes() {
        assertThat(written("integer", 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE))
                .containsExactly("0", "-1", "2147483647", "-2147483648");
        assertThat(written("bigint", 0L, Long.MAX_VALUE, Long.MIN_VALUE))
                .containsExactly("0", "9223372036854775807", "-9223372036854775808");
    }

    @Test
    void texts_codes_and_absent_values_come_back() {
        assertThat(
                        written(
                                "text",
                                "",
                                "één \t\\ \"regel\"\nen nog een",
                                Colour.RED,
                                new Oin("00000099000000001000"),
                                null,
                                Optional.empty(),
                                Optional.of("er is iets")))
                .containsExactly(
                        "",
                        "één \t\\ \"regel\"\nen nog een",
                        "RED",
                        "00000099000000001000",
                        null,
                        null,
                        "er is iets");
    }

    @Test
    void instants_come_back_to_the_microsecond_before_and_after_the_epoch_of_the_format() {
        List<Instant> instants =
                List.of(
                        Instant.parse("2000-01-01T00:00:00Z"),
                        Instant.parse("1999-12-31T23:59:59.999999Z"),
                        Instant.parse("2026-11-22T12:34:56.789012Z"));
        assertThat(
                        rows(
                                "timestamptz",
                                row -> row.getObject("v", OffsetDateTime.class).toInstant(),
                                instants.toArray()))
                .isEqualTo(instants);
    }

    @Test
    void identifiers_and_lists_of_them_come_back() {
        assertThat(written("uuid", ONE, TWO)).containsExactly(ONE.toString(), TWO.toString());
        assertThat(
                        rows(
                                "uuid[]",
                                row -> Arrays.toString((UUID[]) row.getArray("v").getArray()),
                                List.of(ONE, TWO),
                                List.of(),
                                List.of(TWO)))
                .containsExactly("[" + ONE + ", " + TWO + "]", "[]", "[" + TWO + "]");
    }

    @Test
    void more_rows_than_the_buffer_holds_come_back_in_order() {
        Integer[] many = IntStream.range(0, 40_000).boxed().toArray(Integer[]::new);
        assertThat(rows("integer", row -> row.getInt("v"), (Object[]) many)).containsExactly(many);
    }

    @Test
    void a_refused_row_leaves_none_of_its_list() {
        sql.run("DROP TABLE IF EXISTS row_copy_refused");
        sql.run("CREATE TABLE row_copy_refused (at int, v int CHECK (v < 3))");
        assertThatThrownBy(() -> copy("row_copy_refused", 1, 2, 3))
                .isInstanceOf(Sql.DatabaseException.class);
        assertThat(sql.list("SELECT v FROM row_copy_refused", row -> row.getInt("v"))).isEmpty();
        copy("row_copy_refused", 1, 2);
        assertThat(sql.list("SELECT v FROM row_copy_refused", row -> row.getInt("v"))).hasSize(2);
        sql.run("DROP TABLE row_copy_refused");
    }

    @Test
    void a_value_that_the_format_does_not_know_is_refused_and_not_written_somehow() {
        sql.run("CREATE TABLE row_copy_unknown (at int, v text)");
        assertThatThrownBy(() -> copy("row_copy_unknown", "good", 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Double");
        assertThat(sql.list("SELECT v FROM row_copy_unknown", row -> row.getString("v"))).isEmpty();
        sql.run("DROP TABLE row_copy_unknown");
    }

    private List<@Nullable String> written(String type, @Nullable Object... values) {
        return rows(
                type,
                row -> type.equals("bytea") ? hex(row.getBytes("v")) : row.getString("v"),
                values);
    }

    private <T extends @Nullable Object> List<T> rows(
            String type, Reading<T> reading, @Nullable Object... values) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            String table = "row_copy_" + type.replaceAll("[^a-z]", "_");
                            sql.run(
                                    "CREATE TEMPORARY TABLE %s (at int, v %s) ON COMMIT DROP"
                                            .formatted(table, type));
                            copy(table, values);
                            return sql.list(
                                    "SELECT v FROM " + table + " ORDER BY at", reading::read);
                        });
    }

    private void copy(String table, @Nullable Object... values) {
        sql.copy(
                table + " (at, v)",
                IntStream.range(0, values.length)
                        .mapToObj(i -> new @Nullable Object[] {i, values[i]})
                        .iterator());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private interface Reading<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }
}
