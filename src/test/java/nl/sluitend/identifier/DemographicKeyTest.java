package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import nl.sluitend.identifier.Checked.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemographicKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Berg|van der Berg",
                "Berg|Berg, van der",
                "BERG|v.d. Berg",
                "Jansen-de Vries|Jansen de Vries",
                "Müller|MULLER",
                "Dijk|van Dĳk",
                "Hooft|'t Hooft",
                "Hooft|in ’t Hooft",
                "Ancona|d'Ancona",
                "O'Brien|OBrien",
                "Şahin|Sahin",
                "İnan|Inan",
                "Groß|GROSS",
                "Łukasz|lukasz",
                "Garçía|Garcia",
                "Den|Van Den"
            })
    void spellingsOfOneSurnameAreEqual(String one, String other) {
        assertThat(surname(one)).isEqualTo(surname(other));
    }

    @ParameterizedTest
    @CsvSource({"Jansen,Janssen", "Dijkstra,Dykstra", "Berg,Bergen", "Jansen,Jansen-de Vries"})
    void differentSurnamesStayDifferent(String one, String other) {
        assertThat(surname(one)).isNotEqualTo(surname(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "-'", "Jansen2", "Иванов", "a@b", "Jan\u0000sen"})
    void surnameWithoutLatinLettersIsRefused(String text) {
        assertThat(Surname.parse(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void sizesAreBounded() {
        assertThat(Surname.parse("a".repeat(201))).isInstanceOf(Invalid.class);
        assertThat(Initials.parse("a".repeat(41))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"J.P.,JP", "j p,J.P.", "Th.J.,T.J.", "É.,e", "J.-P.,JP", "Johan,J."})
    void spellingsOfTheSameInitialsAreEqual(String one, String other) {
        assertThat(initials(one)).isEqualTo(initials(other));
    }

    @Test
    void twinsWithOtherInitialsHaveOtherKeys() {
        assertThat(initials("A.B.")).isNotEqualTo(initials("A."));
        assertThat(KeysForTests.demographic("2010-03-04", "Jansen", "A.", "6811").encode())
                .isNotEqualTo(
                        KeysForTests.demographic("2010-03-04", "Jansen", "B.", "6811").encode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "J1", "Я"})
    void initialsWithoutLatinLettersAreRefused(String text) {
        assertThat(Initials.parse(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void postcodeKeepsOnlyItsDigits() {
        assertThat(Postcode4.parse("6811 KM")).isEqualTo(Postcode4.parse("6811"));
        assertThat(Postcode4.parse("0811")).isInstanceOf(Invalid.class);
        assertThat(Postcode4.parse("681")).isInstanceOf(Invalid.class);
        assertThat(Postcode4.parse("68112")).isInstanceOf(Invalid.class);
    }

    private static Surname surname(String text) {
        return Surname.parse(text).orThrow();
    }

    private static Initials initials(String text) {
        return Initials.parse(text).orThrow();
    }
}
