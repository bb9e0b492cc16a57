package nl.sluitend.demo.expected;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
    void nobodyAnswersForAPupilOfNoSchoolOrOfAnMbo() {
        String person = ",2015-03-04,Waterkampen,J.,6811,";
        ExpectedResult result =
                ExpectedResult.of(
                        list(
                                NAMES
                                        + ("none" + person + rest().replace("BAO", "GEEN"))
                                        + ("mbo" + person + rest().replace("BAO", "MBO"))
                                        + ("other" + person)
                                        + rest().replace("BAO", "MBO").replace("9901", "9903")),
                        list(NAMES),
                        PRIMARY);
        assertThat(result.first().nobodyAnswers()).containsExactly("mbo", "none");
        assertThat(result.first().outOfScope()).containsExactly("other");
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
    void theStroomCountsPupilsOfAYearAndTheStandThoseOfADay() {
        PlainList list =
                list(
                        """
                        reference,bsn,category,startDate,endDate
                        a,999900018,DREIGEND,2022-09-01,2022-10-01
                        b,999900018,DREIGEND,2023-03-01,
                        c,999900031,ABSOLUUT_VERZUIM,2023-07-31,
                        d,999900043,DREIGEND,2021-09-01,2022-07-31
                        """);
        LocalDate start = LocalDate.of(2022, 8, 1);
        LocalDate end = LocalDate.of(2023, 7, 31);
        LocalDate day = LocalDate.of(2023, 3, 15);
        assertThat(list.pupils(start, end)).isEqualTo(2);
        assertThat(list.pupils(start, end, "ABSOLUUT_VERZUIM")).isEqualTo(1);
        assertThat(list.pupils(day, day)).isEqualTo(1);
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
    void filesComeWithSemicolonsQuotesAndOlderEncodings() {
        String text = "reference;surname;note\r\n\"a;1\";Çelik;\"two\r\nlines \"\"quoted\"\"\"\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            assertThat(PlainCsv.parse(text.getBytes(charset)))
                    .containsExactly(
                            List.of("reference", "surname", "note"),
                            List.of("a;1", "Çelik", "two\r\nlines \"quoted\""));
        }
        assertThat(PlainCsv.parse("\uFEFFreference\n1\n"))
                .containsExactly(List.of("reference"), List.of("1"));
    }

    private static PlainList list(String csv) {
        return PlainList.read(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(String reference, String bsn) {
        return reference + "," + bsn + ",DREIGEND,2022-10-03\n";
    }

    private static String rest() {
        return "LANGDURIG_RELATIEF_VERZUIM,2022-10-03,,BAO,9901\n";
    }
}
