package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealingRehearsalTest {

    @Test
    void whatIsSealedForNobodyOpensAgain() {
        assertThat(SealingRehearsal.play(100, new SecureRandom())).isTrue();
    }
}
