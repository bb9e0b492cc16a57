package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Content comes from another party: whatever it is, there is a convenant or a list of errors. */
class ConvenantReaderFuzzer {

    @FuzzTest(maxDuration = "30s")
    void reads_or_tells_what_is_wrong(byte[] json) {
        switch (ConvenantReader.read(json)) {
            case ConvenantReading.Read(Convenant convenant) ->
                    assertThat(ConvenantReader.read(convenant.canonicalJson().getBytes(UTF_8)))
                            .isEqualTo(new ConvenantReading.Read(convenant));
            case ConvenantReading.Faulty(var findings) -> assertThat(findings).isNotEmpty();
        }
    }
}
