package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RegisterRehearsalTest {

    @Inject RegisterRehearsal rehearsal;

    @Test
    void registrationsThatTheDatabaseMadeUpAreFrozenAndKnownNotToBeOurs()
            throws RegisterRefusedException {
        assertThat(rehearsal.play(500)).isTrue();
    }
}
