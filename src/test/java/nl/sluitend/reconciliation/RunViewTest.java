package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunViewTest {

    @Test
    void theRestTakesAsLongAsWhatWasDoneLetsExpect() {
        assertThat(RunView.remaining(60_000, 25)).contains(180_000L);
        assertThat(RunView.remaining(60_000, 99)).contains(606L);
    }

    @Test
    void whoHasJustBegunGetsNoEstimate() {
        assertThat(RunView.remaining(60_000, 0)).isEmpty();
        assertThat(RunView.remaining(60_000, 9)).isEmpty();
    }
}
