package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OwnLogCheckTest {

    @Inject OwnLogCheck check;
    @Inject DisclosureLog disclosureLog;
    @Inject LogStates states;

    private final TestLog log = TestLog.fresh();

    @Test
    void aSoundLogIsVerified() {
        fill();

        assertThat(report().verified()).isTrue();
    }

    @Test
    void aLogWhoseLastCheckpointIsForgedIsReportedAndDoesNotEndTheCheck() {
        fill();
        LogSigner forger = new LogSigner(new byte[32], log.name().origin());
        Checkpoint forged = new Checkpoint(log.name().origin(), 1, new byte[32]);
        log.execute(
                "update disclosure_checkpoint set note = '"
                        + forger.sign(forged).note()
                        + "' where "
                        + log.own());

        assertThat(report().verified()).isFalse();
        assertThat(report().findings())
                .anyMatch(finding -> finding.detail().contains("not one that this node signed"));
    }

    @Test
    void aLogWhoseRowIsDamagedStandsAmongTheOthersAndSaysSo() {
        fill();
        log.execute(
                "update disclosure_log set right_edge = '\\x00' where origin = '"
                        + log.name().origin()
                        + "'");

        assertThat(states.all())
                .filteredOn(state -> state.log().equals(log.name()))
                .singleElement()
                .satisfies(
                        state ->
                                assertThat(state.halted())
                                        .hasValueSatisfying(
                                                reason -> assertThat(reason).contains("damaged")));
        assertThat(report().verified()).isFalse();
    }

    private void fill() {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(log.exposure())));
        assertThat(disclosureLog.checkpoint(log.name()).checkpoint().size()).isEqualTo(1);
    }

    private LogReport report() {
        return check.run().orElseThrow().stream()
                .filter(report -> report.place().equals(log.name().id()))
                .findFirst()
                .orElseThrow();
    }
}
