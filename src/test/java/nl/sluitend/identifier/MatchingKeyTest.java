package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MatchingKeyTest {

    private static final MatchingKey PGN = new PgnKey(Bsn.parse("999900006").orThrow());

    @Test
    void keyIsEncodedAsLabelKindVersionAndFieldsEachWithItsLength() {
        assertThat(PGN.encode()).isEqualTo(encoded("sluitend/v1/key", "PGN", "1", "999900006"));
        assertThat(KeysForTests.schoolPupil("99zz", "0", "0042").encode())
                .isEqualTo(encoded("sluitend/v1/key", "SCHOOL_PUPIL", "1", "99ZZ", "00", "42"));
        assertThat(KeysForTests.demographic("2010-03-04", "van Dĳk", "J.P.", "6811").encode())
                .isEqualTo(
                        encoded(
                                "sluitend/v1/key",
                                "DEMOGRAPHIC",
                                "1",
                                "2010-03-04",
                                "dijk",
                                "jp",
                                "6811"));
    }

    @Test
    void lettersThatMoveFromOneFieldToTheNextGiveAnotherEncoding() {
        assertThat(KeysForTests.demographic("2010-03-04", "Dijkj", "p", "6811").encode())
                .isNotEqualTo(
                        KeysForTests.demographic("2010-03-04", "Dijk", "jp", "6811").encode());
    }

    @Test
    void onderwijsnummerIsAPgnToo() {
        String digits = NumbersForTests.withRemainder(5, 100_000_000).findFirst().orElseThrow();

        assertThat(new PgnKey(Onderwijsnummer.parse(digits).orThrow()).encode())
                .isEqualTo(encoded("sluitend/v1/key", "PGN", "1", digits));
    }

    @Test
    void nothingPrintsWhatNamesAPupil() {
        assertThat(PGN).hasToString("PGN[masked]");
        assertThat(Bsn.parse("999900006").toString()).doesNotContain("9999");
        assertThat(Onderwijsnummer.parse("100000009").toString()).doesNotContain("1000");
        assertThat(Surname.parse("Jansen").toString()).doesNotContainIgnoringCase("jansen");
        assertThat(Initials.parse("Q.").toString()).doesNotContain("q");
        assertThat(Postcode4.parse("6811").toString()).doesNotContain("6811");
        assertThat(Leerlingnummer.parse("4711").toString()).doesNotContain("4711");
    }

    private static byte[] encoded(String... fields) {
        ByteBuffer out = ByteBuffer.allocate(500);
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            out.putInt(bytes.length).put(bytes);
        }
        byte[] exact = new byte[out.position()];
        out.flip().get(exact);
        return exact;
    }
}
