package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SealingRehearsalTest {

    @Inject SealingRehearsal rehearsal;

    @Test
    void whatIsSealedForNobodyOpensAgain() {
        assertThat(rehearsal.play(100)).isTrue();
    }
}
