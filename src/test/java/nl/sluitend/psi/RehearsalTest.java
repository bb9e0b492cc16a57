package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import nl.sluitend.oprf.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {

    @ParameterizedTest
    @EnumSource(Suite.class)
    void bothFindTheHalfThatTheyShare(Suite suite) {
        assertThat(Rehearsal.play(suite, 64, new SecureRandom())).isTrue();
    }
}
