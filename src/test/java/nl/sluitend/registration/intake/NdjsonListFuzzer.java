package nl.sluitend.registration.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

class NdjsonListFuzzer {

    /** Any bytes give answers or the one known exception. */
    @FuzzTest(maxDuration = "30s")
    void anyBytesAreAnsweredOrUnreadable(byte[] list) throws IOException {
        try {
            List<LineAnswer> answers =
                    Lists.all(
                            ListReader.ndjson(
                                    new ByteArrayInputStream(list),
                                    Lists.PROFILES.generic(),
                                    Lists.FILE_DATE));
            assertThat(answers).allMatch(answer -> answer.line() >= 1);
        } catch (UnreadableListException known) {
            assertThat(known.issues()).isNotEmpty();
        }
    }
}
