package nl.sluitend.registration.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

class CsvListFuzzer {

    /** Any bytes give answers or the one known exception. */
    @FuzzTest(maxDuration = "30s")
    void anyBytesAreAnsweredOrUnreadable(byte[] list) throws IOException {
        for (Profile profile : Lists.PROFILES.all()) {
            try {
                List<LineAnswer> answers =
                        Lists.all(
                                ListReader.csv(
                                        new ByteArrayInputStream(list), profile, Lists.FILE_DATE));
                assertThat(answers).allMatch(answer -> answer.line() >= 1);
            } catch (UnreadableListException known) {
                assertThat(known.issues()).isNotEmpty();
            }
        }
    }
}
