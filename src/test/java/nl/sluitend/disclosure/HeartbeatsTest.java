package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluitend.party.Counterparties;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HeartbeatsTest {

    @Inject DisclosureLog disclosureLog;
    @Inject Cosignatures cosignatures;
    @Inject WitnessJobs jobs;

    private final TestLog log = TestLog.fresh();
    private final VerifierKey witness = TestWitness.key();

    @Test
    void aLogGetsOneHeartbeatADay() {
        append();
        assertThat(beat(nobody(), Duration.ZERO)).isTrue();
        assertThat(beat(nobody(), Duration.ZERO)).isFalse();
        assertThat(beat(nobody(), Duration.ofDays(1))).isTrue();
        assertThat(heartbeats()).isEqualTo(2);
    }

    @Test
    void oneThatWasNotCosignedInTimeIsTriedAgainAfterAnHour() {
        append();
        Duration morning = untilTomorrowAt(6);
        assertThat(beat(watched(), morning)).isTrue();
        log.execute(
                "update disclosure_leaf set logged_at = logged_at + interval '"
                        + morning.toMillis()
                        + " milliseconds' where kind = 'heartbeat' and "
                        + log.own());
        assertThat(beat(watched(), morning.plusMinutes(30))).isFalse();
        assertThat(beat(watched(), morning.plusMinutes(61))).isTrue();
        SignedCheckpoint signed = disclosureLog.checkpoint(log.name());
        cosignatures.keep(log.name(), signed.size(), witness, "line", Instant.now());
        assertThat(beat(watched(), morning.plusMinutes(125))).isFalse();
        assertThat(heartbeats()).isEqualTo(2);
    }

    @Test
    void theStateOfEveryLogStandsInTheNodeLogOnceItHasGrown() {
        append();
        LogName nodeLog = LogName.ofNode(log.name().owner());
        jobs.recordStates();
        assertThat(cosignatures.recordedSize(nodeLog, log.name())).isEqualTo(1);
        long size = disclosureLog.checkpoint(nodeLog).size();
        jobs.recordStates();
        assertThat(disclosureLog.checkpoint(nodeLog).size()).isEqualTo(size);
        append();
        jobs.recordStates();
        assertThat(cosignatures.recordedSize(nodeLog, log.name())).isEqualTo(2);
    }

    private static Duration untilTomorrowAt(int hour) {
        Instant now = Instant.now();
        Instant tomorrow =
                now.truncatedTo(java.time.temporal.ChronoUnit.DAYS).plus(Duration.ofDays(1));
        return Duration.between(now, tomorrow.plus(Duration.ofHours(hour)));
    }

    private boolean beat(Witnesses witnesses, Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        Heartbeats heartbeats = new Heartbeats(disclosureLog, cosignatures, witnesses, clock);
        return QuarkusTransaction.requiringNew().call(() -> heartbeats.beat(log.name()));
    }

    private static Witnesses nobody() {
        return witnesses(Optional.empty());
    }

    private Witnesses watched() {
        return witnesses(
                Optional.of(
                        new Witness(
                                Witnesses.NEUTRAL,
                                witness,
                                new Witness.Place.Neutral(
                                        java.net.URI.create("https://localhost:1")))));
    }

    private static Witnesses witnesses(Optional<Witness> neutral) {
        return new Witnesses(_ -> Optional.empty(), new Counterparties(List.of()), neutral);
    }

    private String heartbeatsSql() {
        return "select count(*) from disclosure_leaf where kind = 'heartbeat' and " + log.own();
    }

    private long heartbeats() {
        return Long.parseLong(log.text(heartbeatsSql()));
    }

    private void append() {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(log.exposure())));
    }
}
