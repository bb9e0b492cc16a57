package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.sluitend.party.OwnParty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogChecksTest {

    @Inject LogChecks checks;
    @Inject CheckHistory history;
    @Inject OwnFiles files;
    @Inject OwnParty own;
    @Inject DisclosureLog disclosureLog;
    @Inject LogStates states;

    private final TestLog log = TestLog.fresh();

    @Test
    void aSoundLogIsVerified() throws Exception {
        fill();

        assertThat(report().path("verified").asBoolean()).isTrue();
    }

    @Test
    void aLogWhoseLastCheckpointIsForgedIsReportedAndDoesNotEndTheCheck() throws Exception {
        fill();
        LogSigner forger = new LogSigner(new byte[32], log.name().origin());
        Checkpoint forged = new Checkpoint(log.name().origin(), 1, new byte[32]);
        log.execute(
                "update disclosure_checkpoint set note = '"
                        + forger.sign(forged).note()
                        + "' where "
                        + log.own());

        assertThat(report().path("verified").asBoolean()).isFalse();
        assertThat(report().path("findings").toString()).contains("not one that this node signed");
    }

    @Test
    void aLogWhoseRowIsDamagedStandsAmongTheOthersAndSaysSo() throws Exception {
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
        assertThat(report().path("verified").asBoolean()).isFalse();
    }

    @Test
    void aCheckStandsInTheHistoryWithWhoAskedForIt() throws Exception {
        fill();
        report();

        CheckHistory.Done done = history.last(1).getFirst();
        assertThat(done.by()).hasValue("fatima");
        assertThat(done.finishedAt()).isPresent();
        assertThat(done.entries()).isPositive();
        assertThat(done.running()).isFalse();
    }

    @Test
    void theNightlyCheckNamesNobody() {
        checks.nightly();

        assertThat(history.last(1).getFirst().by()).isEmpty();
        assertThat(history.last(1).getFirst().report()).isPresent();
    }

    @Test
    void theProcessGetsNoSettingNoPasswordAndNoConnectionOfTheNode() {
        ProcessBuilder process = new CheckProcess(Duration.ofMinutes(1)).builder();

        assertThat(process.environment()).isEmpty();
        assertThat(process.command()).noneMatch(word -> word.startsWith("-D"));
        assertThat(process.command()).endsWith(CheckProcess.COMMAND);
    }

    @Test
    void aPackagedNodeStartsTheProcessFromTheClassesBesideIt() {
        assertThat(CheckProcess.classPath("/app/quarkus-run.jar"))
                .isEqualTo("/app/app/*:/app/lib/main/*:/app/lib/boot/*");
    }

    @Test
    void aCheckThatTakesTooLongIsEndedAndRaisesAnAlert() {
        CheckHistory.Done done = checkWith(List.of("sleep", "60"), Duration.ofMillis(200));

        assertThat(done.failure())
                .hasValueSatisfying(why -> assertThat(why).contains("longer than"));
        assertThat(done.report()).isEmpty();
    }

    @Test
    void aProcessThatBreaksOffIsNoSoundLog() {
        assertThat(checkWith(List.of("false"), Duration.ofMinutes(1)).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("broke off"));
    }

    @Test
    void onlyOneCheckRunsAtATime() throws Exception {
        LogChecks slow = with(List.of("sleep", "60"), Duration.ofSeconds(3), new ArrayList<>());
        CompletableFuture<UUID> running = slow.start("fatima").orElseThrow();

        assertThat(checks.start("petra")).isEmpty();
        running.get(1, TimeUnit.MINUTES);
    }

    private CheckHistory.Done checkWith(List<String> command, Duration limit) {
        List<String> raised = new ArrayList<>();
        with(command, limit, raised).nightly();
        assertThat(raised).containsExactly("log-not-verified");
        return history.last(1).getFirst();
    }

    private LogChecks with(List<String> command, Duration limit, List<String> raised) {
        return new LogChecks(
                history,
                files,
                new CheckProcess(command, limit),
                new LogAlerts((kind, about, text) -> raised.add(kind)),
                own);
    }

    private void fill() {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(log.exposure())));
        assertThat(disclosureLog.checkpoint(log.name()).checkpoint().size()).isEqualTo(1);
    }

    private JsonNode report() throws Exception {
        UUID id = checks.start("fatima").orElseThrow().get(2, TimeUnit.MINUTES);
        CheckHistory.Done done = history.find(id).orElseThrow();
        for (JsonNode one : new JsonMapper().readTree(done.report().orElseThrow()).path("logs")) {
            if (one.path("place").asText().equals(log.name().id())) {
                return one;
            }
        }
        throw new AssertionError("the log is not in the report");
    }
}
