package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicNumbersTest {

    @Test
    void brinIsTwoDigitsAndTwoLettersOfEitherCase() {
        assertThat(Brin.parse("99zz")).isEqualTo(new Valid<>(new Brin("99ZZ")));
        assertThat(Brin.parse("9ZZ")).isInstanceOf(Invalid.class);
        assertThat(Brin.parse("99ZZ00")).isInstanceOf(Invalid.class);
        assertThat(Brin.parse("99Z\u0660")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Brin("99zz")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vestigingGetsItsDroppedZeroBack() {
        assertThat(Vestiging.parse("0")).isEqualTo(Vestiging.parse("00"));
        assertThat(Vestiging.parse("00")).isInstanceOf(Valid.class);
        assertThat(Vestiging.parse("100")).isInstanceOf(Invalid.class);
        assertThat(Vestiging.parse("")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Vestiging("0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leerlingnummerIgnoresCaseAndLeadingZeros() {
        assertThat(Leerlingnummer.parse("00123")).isEqualTo(Leerlingnummer.parse("123"));
        assertThat(Leerlingnummer.parse("a-12")).isEqualTo(Leerlingnummer.parse("A-12"));
        assertThat(Leerlingnummer.parse("0A1")).isNotEqualTo(Leerlingnummer.parse("A1"));
        assertThat(Leerlingnummer.parse("000")).isEqualTo(Leerlingnummer.parse("0"));
        assertThat(Leerlingnummer.parse("1".repeat(21))).isInstanceOf(Invalid.class);
        assertThat(Leerlingnummer.parse("12 3")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000001123456789000",
                "00000003123456780000",
                "0000000799ZZ00000000",
                "00000099000000001000"
            })
    void oinOfAKnownRegisterIsAcceptedAndPrints(String text) {
        Oin oin = Oin.parse(text).orThrow();

        assertThat(oin).hasToString(text);
        assertThat(oin.isTest()).isEqualTo(text.startsWith("00000099"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000000112345678900",
                "000000011234567890000",
                "00000012123456789000",
                "0000000112345678900a",
                "00000001 23456789000"
            })
    void oinOfAnotherLengthOrPrefixIsRefused(String text) {
        assertThat(Oin.parse(text)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Oin(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oinsAreOrderedByTheirCharacters() {
        assertThat(new Oin("00000001000000000000")).isLessThan(new Oin("00000099000000000000"));
    }
}
