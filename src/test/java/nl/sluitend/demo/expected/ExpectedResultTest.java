package nl.sluitend.demo.expected;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedResultTest {

    private static final PlainTerms BY_NUMBER = new PlainTerms.Everything();
    private static final PlainTerms PRIMARY =
            new PlainTerms.Sector(
                    Set.of("BAO", "SBAO"),
                    Set.of("LANGDURIG_RELATIEF_VERZUIM"),
                    Set.of("9901"),
                    LocalDate.of(2022, 8, 1),
                    LocalDate.of(2023, 7, 31));
    private static final String NUMBERS = "reference,bsn,category,startDate\n";
    private static final String NAMES =
            "reference,birthDate,surname,initials,postcode4,category,startDate,endDate,"
                    + "schoolType,municipality\n";

    @Test
    void pupilsMatchByNumber() {
        ExpectedResult result =
                ExpectedResult.of(
                        list(NUMBERS + number("a1", "999900018") + number("a2", "999900031")),
                        list(NUMBERS + number("b1", "999900031") + number("b2", "999900043")),
                        BY_NUMBER);
        assertThat(result.matched()).isEqualTo(1);
        assertThat(result.first().matched()).containsExactly("a2");
        assertThat(result.first().onlyHere()).containsExactly("a1");
        assertThat(result.second().matched()).containsExactly("b1");
        assertThat(result.second().onlyHere()).containsExactly("b2");
    }

    @Test
    void aPupilWithTwoRegistrationsCountsOnceAndBothReferencesMatch() {
        ExpectedResult result =
                ExpectedResult.of(
                        list(NUMBERS + number("a1", "999900018") + number("a2", "999900018")),
                        list(NUMBERS + number("b1", "999900018")),
                        BY_NUMBER);
        assertThat(result.first().pupils()).isEqualTo(1);
        assertThat(result.matched()).isEqualTo(1);
        assertThat(result.first().matched()).containsExactly("a1", "a2");
    }

    @Test
    void aNameMatchesInCapitalsWithoutStopsAndWithoutDiacritics() {
        ExpectedResult result =
                ExpectedResult.of(
                        list(NAMES + "a,2015-03-04,van der Škodovarić,J.P.,6811," + rest()),
                        list(NAMES + "b,2015-03-04,VAN DER SKODOVARIC,jp,6811," + rest()),
                        PRIMARY);
        assertThat(result.matched()).isEqualTo(1);
    }

    @Test
    void anotherPostcodeOrOtherInitialsAreAnotherPupil() {
        ExpectedResult result =
                ExpectedResult.of(
                        list(NAMES + "a,2015-03-04,Waterkampen,J.,6811," + rest()),
                        list(
                                NAMES
                                        + "b,2015-03-04,Waterkampen,J.,6812,"
                                        + rest()
                                        + "c,2015-03-04,Waterkampen,K.,6811,"
                                        + rest()),
                        PRIMARY);
        assertThat(result.matched()).isZero();
        assertThat(result.second().onlyHere()).containsExactly("b", "c");
    }

    @Test
    void categorySectorMunicipalityAndPeriodDecideOnScope() {
        String person = ",2015-03-04,Waterkampen,J.,6811,";
        ExpectedResult result =
                ExpectedResult.of(
                        list(
                                NAMES
                                        + ("in" + person + rest())
                                        + ("type" + person + rest().replace("BAO", "VWO"))
                                        + ("place" + person + rest().replace("9901", "9903"))
                                        + ("kind" + person)
                                        + rest().replace("LANGDURIG_RELATIEF", "DREIGEND")
                                                .replace("DREIGEND_VERZUIM", "DREIGEND")
                                        + ("late" + person + rest().replace("2022-10", "2023-08"))
                                        + ("early" + person)
                                        + rest().replace("2022-10-03,", "2021-10-03,2022-07-31")),
                        list(NAMES),
                        PRIMARY);
        assertThat(result.first().onlyHere()).containsExactly("in");
        assertThat(result.first().outOfScope())
                .containsExactly("early", "kind", "late", "place", "type");
    }

    @Test
    void aRegistrationWithoutTheMatchingKeyIsSaidToLackIt() {
        ExpectedResult result =
                ExpectedResult.of(
                        list(NAMES + "a,2015-03-04,Waterkampen,J.,6811," + rest()),
                        list(NUMBERS),
                        BY_NUMBER);
        assertThat(result.first().keyMissing()).containsExactly("a");
        assertThat(result.first().pupils()).isZero();
    }

    @Test
    void linesThatAnImportMustRefuseAreCounted() {
        PlainList list =
                list(
                        NUMBERS
                                + number("good", "999900018")
                                + number("good", "999900031")
                                + number("", "999900031")
                                + number("failing", "999900021")
                                + number("keyless", "")
                                + "kind,999900031,SPIJBELEN,2022-10-03\n"
                                + "dateless,999900031,DREIGEND,\n"
                                + "date,999900031,DREIGEND,2022-13-03\n"
                                + "short,999900031\n");
        assertThat(list.lines()).extracting(PlainLine::reference).containsExactly("good");
        assertThat(list.rejected()).isEqualTo(8);
    }

    @Test
    void aNumberThatLostItsLeadingZerosIsTheSameNumber() {
        PlainList list = list(NUMBERS + number("a", "10000008") + number("b", "010000008"));
        assertThat(list.lines())
                .extracting(PlainLine::pgn)
                .containsOnly(list.lines().getFirst().pgn());
        assertThat(list.lines()).hasSize(2);
    }

    @Test
    void filesComeWithSemicolonsQuotesAndOlderEncodings(@TempDir Path directory) throws Exception {
        String text = "reference;surname;note\r\n\"a;1\";Çelik;\"two\r\nlines \"\"quoted\"\"\"\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            Path file = Files.writeString(directory.resolve("list.csv"), text, charset);
            assertThat(PlainCsv.read(file))
                    .containsExactly(
                            List.of("reference", "surname", "note"),
                            List.of("a;1", "Çelik", "two\r\nlines \"quoted\""));
        }
        assertThat(PlainCsv.parse("\uFEFFreference\n1\n"))
                .containsExactly(List.of("reference"), List.of("1"));
    }

    private static PlainList list(String csv) {
        return PlainList.of(PlainCsv.parse(csv));
    }

    private static String number(String reference, String bsn) {
        return reference + "," + bsn + ",DREIGEND,2022-10-03\n";
    }

    private static String rest() {
        return "LANGDURIG_RELATIEF_VERZUIM,2022-10-03,,BAO,9901\n";
    }
}
