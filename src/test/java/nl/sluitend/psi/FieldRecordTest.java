package nl.sluitend.psi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRecordTest {

    private static FieldRecord record(Map<String, String> values) {
        return new FieldRecord(new TreeMap<>(values));
    }

    private static byte[] octets(String text) {
        byte[] octets = new byte[FieldRecord.LENGTH];
        byte[] begin = text.getBytes(UTF_8);
        System.arraycopy(begin, 0, octets, 0, begin.length);
        return octets;
    }

    private static void assertRefused(byte[] octets, RefusalType type) {
        assertThat(FieldRecord.decode(octets))
                .isInstanceOfSatisfying(
                        Verified.Refused.class,
                        refused -> assertThat(refused.refusal().type()).isEqualTo(type));
    }

    @Test
    void everyRecordHasTheSameLengthAndTheFormOfTheProtocol() throws Exception {
        FieldRecord full = record(Map.of("startDate", "2026-09-01", "lead", "SWV"));

        assertThat(full.encode())
                .hasSize(256)
                .isEqualTo(octets("\2\4lead\3SWV\11startDate\0122026-09-01"));
        assertThat(record(Map.of()).encode()).isEqualTo(new byte[256]);
        assertThat(FieldRecord.decode(full.encode())).isEqualTo(Verified.accepted(full));
    }

    @Test
    void whatDoesNotFitIsAnErrorAndNeverCut() throws Exception {
        assertThat(record(Map.of("a", "x".repeat(252))).encode()).hasSize(256);
        assertThatExceptionOfType(FieldRecord.TooLongException.class)
                .isThrownBy(record(Map.of("a", "x".repeat(253)))::encode);
        assertThatExceptionOfType(FieldRecord.TooLongException.class)
                .isThrownBy(record(Map.of("a", "é".repeat(127)))::encode);
        assertThatExceptionOfType(FieldRecord.TooLongException.class)
                .isThrownBy(record(Map.of("a", "x".repeat(120), "b", "x".repeat(130)))::encode);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 257, 512})
    void aRecordOfAnotherLengthIsRefused(int length) {
        assertRefused(new byte[length], RefusalType.FIELDS_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\1\4lead\3SWV\1", // something behind it
                "\1\4lead", // no value
                "\1\4lead\0", // an empty one
                "\2\4lead\3SWV\4lead\3RBL", // twice
                "\2\4lead\3SWV\1a\3RBL", // not ascending
                "\3\4lead\3SWV", // fewer than it says
                "\1\4le d\3SWV", // no name
                "\1\4lead\3S\nV", // no text
                "\1\4lead\3 SW", // blank before it
                "\1\4lead\6S\u202eVV" // turns the reading direction
            })
    void anythingElseThanWhatIsWrittenIsRefused(String begin) {
        assertRefused(octets(begin), RefusalType.INVALID_RECORD);
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        byte[] octets = octets("\1\4lead\3SWV");
        octets[8] = (byte) 0xc0;
        assertRefused(octets, RefusalType.INVALID_RECORD);
    }

    @Test
    void aPartOfRecordsIsReadWholeOrNotAtAll() throws Exception {
        byte[] two = FieldParts.encode(java.util.List.of(record(Map.of()), record(Map.of())));
        assertThat(two).hasSize(512);
        two[300] = 1;
        assertThat(FieldParts.decode(two)).isInstanceOf(Verified.Refused.class);
        assertThat(FieldParts.decode(new byte[300])).isInstanceOf(Verified.Refused.class);
        assertThat(FieldParts.decode(new byte[0]))
                .isEqualTo(Verified.accepted(java.util.List.of()));
    }

    @Test
    void aRecordPrintsNothingOfAPupil() {
        assertThat(record(Map.of("lead", "SWV"))).hasToString("FieldRecord[masked]");
    }

    @Test
    void valuesAreText() {
        assertThatIllegalArgumentException().isThrownBy(() -> record(Map.of("lead", "")));
        assertThatIllegalArgumentException().isThrownBy(() -> record(Map.of("", "x")));
    }
}
