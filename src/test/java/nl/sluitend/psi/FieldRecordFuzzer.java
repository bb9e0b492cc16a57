package nl.sluitend.psi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Records come from another party: whatever they are, they are read in one way or refused. */
class FieldRecordFuzzer {

    @FuzzTest(maxDuration = "30s")
    void reads_or_refuses(byte[] octets) {
        FieldRecordProperties.assertCanonical(Arrays.copyOf(octets, FieldRecord.LENGTH));
        FieldRecordProperties.assertCanonical(octets);
    }
}
