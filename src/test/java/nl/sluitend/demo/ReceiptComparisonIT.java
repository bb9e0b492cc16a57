package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nightly comparison of what two packaged nodes logged of one run, over mutual TLS. */
final class ReceiptComparisonIT {

    private static final int PUPILS = 12;
    private static final int BOTH = 7;

    @TempDir static Path directory;
    private static TwoNodes nodes;
    private static String convenant;

    @BeforeAll
    static void run() {
        nodes = new TwoNodes(directory);
        for (int i = 0; i < PUPILS; i++) {
            nodes.register(DemoParty.RBL, "night-" + i, TwoNodes.bsn(i));
            nodes.register(DemoParty.SWV_PO, "nacht-" + i, TwoNodes.bsn(i + PUPILS - BOTH));
        }
        convenant = nodes.convenant();
        nodes.start(convenant);
        nodes.until(
                "the run",
                () ->
                        nodes.run(DemoParty.RBL, convenant)
                                        .path("state")
                                        .asText()
                                        .equals("COMPLETED")
                                && nodes.run(DemoParty.SWV_PO, convenant)
                                        .path("state")
                                        .asText()
                                        .equals("COMPLETED"));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void equal_logs_raise_nothing_and_pupils_that_one_side_drops_are_an_alert_at_the_other()
            throws SQLException {
        compare();
        assertThat(last("sessions")).isPositive();
        assertThat(last("pupils")).isEqualTo(BOTH);
        assertThat(last("json_array_length(differences::json)")).isZero();
        assertThat(alerts()).isZero();

        dropPupils();
        compare();

        assertThat(last("json_array_length(differences::json)")).isEqualTo(1);
        assertThat(last("(differences::json -> 0 ->> 'count')::int")).isEqualTo(BOTH);
        assertThat(
                        nodes.number(
                                DemoParty.RBL,
                                "select count(*) from disclosure_comparison where differences like"
                                        + " '%PUPILS_MISSING_THERE%'"))
                .isEqualTo(1);
        assertThat(alerts()).isEqualTo(1);
    }

    /** Makes it night at the RBL and waits for what comes of it. */
    private static void compare() throws SQLException {
        long before = compared();
        try (Connection connection = nodes.connect(DemoParty.RBL);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update scheduled_tasks set execution_time = now()"
                            + " where task_name = 'log-receipts'");
        }
        nodes.until("the comparison", () -> compared() > before);
    }

    private static long compared() {
        try {
            return nodes.number(
                    DemoParty.RBL,
                    "select count(*) from disclosure_comparison where convenant_hash = ?",
                    convenant);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long last(String column) throws SQLException {
        return nodes.number(
                DemoParty.RBL,
                "select "
                        + column
                        + " from disclosure_comparison where convenant_hash = ? and unanswered is"
                        + " null order by compared_at desc limit 1",
                convenant);
    }

    private static long alerts() throws SQLException {
        return nodes.number(
                DemoParty.RBL, "select count(*) from alert where kind = 'receipt-missing'");
    }

    /** What an administrator of the samenwerkingsverband could do: the pupils of the run go. */
    private static void dropPupils() throws SQLException {
        try (Connection connection = nodes.connect(DemoParty.SWV_PO);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from disclosure_pupil")).isPositive();
        }
    }
}
