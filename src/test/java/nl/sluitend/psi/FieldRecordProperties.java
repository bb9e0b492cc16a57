package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FieldRecordProperties {

    @Provide
    Arbitrary<Map<String, String>> values() {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> texts =
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('0', '9')
                        .withChars("-éß漢")
                        .ofMinLength(1)
                        .ofMaxLength(20);
        return Arbitraries.maps(names, texts).ofMaxSize(9);
    }

    @Property(tries = 500)
    void aRecordIsReadAsItWasWrittenOrDoesNotFit(@ForAll("values") Map<String, String> values) {
        FieldRecord record = new FieldRecord(new TreeMap<>(values));
        try {
            byte[] octets = record.encode();
            assertThat(octets).hasSize(FieldRecord.LENGTH);
            assertThat(FieldRecord.decode(octets)).isEqualTo(Verified.accepted(record));
        } catch (FieldRecord.TooLongException e) {
            int needed =
                    1 + values.entrySet().stream().mapToInt(FieldRecordProperties::octets).sum();
            assertThat(needed).isGreaterThan(FieldRecord.LENGTH);
        }
    }

    private static int octets(Map.Entry<String, String> field) {
        return 2
                + field.getKey().length()
                + field.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    /** One octet of a good record changed: refused, or another record that is written that way. */
    @Property(tries = 1000)
    void noTwoOctetStringsAreTheSameRecord(
            @ForAll("values") Map<String, String> values,
            @ForAll @IntRange(max = 255) int at,
            @ForAll byte instead) {
        byte[] octets;
        try {
            octets = new FieldRecord(new TreeMap<>(values)).encode();
        } catch (FieldRecord.TooLongException e) {
            return;
        }
        octets[at] = instead;
        assertCanonical(octets);
    }

    @Property(tries = 500)
    void whateverComesIsReadOrRefused(@ForAll @Size(256) byte[] octets) {
        assertCanonical(octets);
    }

    static void assertCanonical(byte[] octets) {
        if (FieldRecord.decode(octets) instanceof Verified.Accepted<FieldRecord>(var record)) {
            try {
                assertThat(record.encode()).isEqualTo(octets);
            } catch (FieldRecord.TooLongException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Property(tries = 300)
    void partsCoverEveryRecordOnce(@ForAll @IntRange(max = 5000) int count) {
        var parts = new FieldParts(count);
        int at = 0;
        for (int part = 0; part < parts.parts(); part++) {
            assertThat(parts.from(part)).isEqualTo(at);
            assertThat(parts.until(part) - at).isLessThanOrEqualTo(FieldParts.SIZE);
            at = parts.until(part);
        }
        assertThat(at).isEqualTo(count);
        assertThat(parts.parts()).isPositive();
    }
}
