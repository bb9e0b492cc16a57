package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgnTest {

    @ParameterizedTest
    @ValueSource(strings = {"999900006", "999990007", "000000012", "111222333"})
    void bsnThatSatisfiesTheElevenTestIsAccepted(String digits) {
        assertThat(Bsn.parse(digits)).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "999900007",
                "000000000",
                "99990006",
                "9999000060",
                "99990000a",
                " 999900006",
                "9999.00.006",
                "٩٩٩٩٠٠٠٠٦",
                "-99900006"
            })
    void bsnThatFailsIsRefusedWithoutEchoingIt(String text) {
        assertThat(Bsn.parse(text))
                .isEqualTo(new Invalid<Bsn>("nine digits that satisfy the 11-test of the BSN"));
    }

    @Test
    void onderwijsnummerInTheFieldOfTheBsnIsPointedOut() {
        assertThat(Bsn.parse(anyOnderwijsnummer()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.expectation()).contains("onderwijsnummer"));
    }

    @Test
    void leadingZerosComeBackOnlyWhenTheElevenTestThenHolds() {
        assertThat(Bsn.restore("10000008")).isEqualTo(Bsn.parse("010000008"));
        assertThat(Bsn.restore("10000008")).isInstanceOf(Valid.class);
        assertThat(Bsn.restore("10000009")).isInstanceOf(Invalid.class);
        assertThat(Bsn.restore("1000007")).isEqualTo(Bsn.parse("001000007"));
        assertThat(Bsn.restore("1000007")).isInstanceOf(Valid.class);
    }

    @Test
    void fullOrTooShortNumberIsNotRestored() {
        assertThat(Bsn.restore("999900006")).isInstanceOf(Invalid.class);
        assertThat(Bsn.restore("12")).isInstanceOf(Invalid.class);
        assertThat(Bsn.looksStripped("999900006")).isFalse();
        assertThat(Bsn.looksStripped("10000008")).isTrue();
    }

    @Test
    void onderwijsnummerNeedsItsStartAndItsRemainder() {
        assertThat(Onderwijsnummer.parse(anyOnderwijsnummer())).isInstanceOf(Valid.class);
        assertThat(Onderwijsnummer.parse("999900006")).isInstanceOf(Invalid.class);
        assertThat(Onderwijsnummer.parse("")).isInstanceOf(Invalid.class);
        String otherStart = NumbersForTests.withRemainder(5, 200_000_000).findFirst().orElseThrow();
        assertThat(Onderwijsnummer.parse(otherStart)).isInstanceOf(Invalid.class);
    }

    private static String anyOnderwijsnummer() {
        return NumbersForTests.withRemainder(5, 100_000_000).findFirst().orElseThrow();
    }
}
