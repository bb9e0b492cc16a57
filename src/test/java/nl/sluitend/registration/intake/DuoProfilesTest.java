package nl.sluitend.registration.intake;

import static nl.sluitend.registration.intake.Lists.BSN;
import static nl.sluitend.registration.intake.Lists.accepted;
import static nl.sluitend.registration.intake.Lists.csv;
import static nl.sluitend.registration.intake.Lists.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuoProfilesTest {

    private static final String HEADER =
            "Meldingsnummer;PGN;BRIN;Soort;Status;Reden afgesloten;Begindatum;Einddatum;Melder";

    private static LineAnswer melding(String soort, String status, String reden, String dates)
            throws Exception {
        return csv(
                        "duo-verzuimmelding",
                        HEADER,
                        "M1;%s;99ZZ;%s;%s;%s;%s;naam".formatted(BSN, soort, status, reden, dates))
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "Langdurig relatief verzuim (LRV), Geregistreerd",
        "LRV, In behandeling",
        "1 maand of langer, Ter kennisgeving aangenomen"
    })
    void longRelativeAbsenceIsImported(String soort, String status) throws Exception {
        Registration registration = accepted(melding(soort, status, "", "05-01-2026;"));

        assertThat(registration.category()).isEqualTo(Category.LANGDURIG_RELATIEF_VERZUIM);
        assertThat(registration.enrolled()).contains(true);
        assertThat(registration.source()).contains(SourceKind.DUO);
        assertThat(registration.endDate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "16 uur in 4 weken, 16-uur",
        "Luxe verzuim, luxe",
        "Beginnend verzuim, beginnend",
        "Signaal verzuim, beginnend",
        "Overig verzuim, overig",
        "RMC, doorstroompunt",
        "Doorstroompunt 18-plus verzuim, doorstroompunt"
    })
    void otherKindsAreCountedAndLeftOut(String soort, String because) throws Exception {
        assertThat(melding(soort, "In behandeling", "", "05-01-2026;"))
                .isInstanceOfSatisfying(
                        LineAnswer.LeftOut.class,
                        left -> assertThat(left.because()).isEqualTo(because));
    }

    @Test
    void withdrawnNotificationEndsItsRegistration() throws Exception {
        assertThat(melding("LRV", "Ingetrokken", "", "05-01-2026;"))
                .isEqualTo(new LineAnswer.Ending(2, "M1", "ingetrokken"));
    }

    @ParameterizedTest
    @CsvSource({"Langdurig ziek, LRV", "Legitiem afwezig, 16 uur in 4 weken"})
    void closedAsIllOrLegitimateOverFourWeeksBecomesGeoorloofd(String reden, String soort)
            throws Exception {
        LineAnswer fourWeeksAndADay = melding(soort, "Afgesloten", reden, "05-01-2026;03-02-2026");

        assertThat(accepted(fourWeeksAndADay).category()).isEqualTo(Category.GEOORLOOFD_LANGDURIG);
        assertThat(accepted(melding(soort, "Afgesloten", reden, "05-01-2026;")).category())
                .isEqualTo(Category.GEOORLOOFD_LANGDURIG);
    }

    @Test
    void closedAsIllWithinFourWeeksEndsTheRegistration() throws Exception {
        assertThat(melding("LRV", "Afgesloten", "Langdurig ziek", "05-01-2026;02-02-2026"))
                .isInstanceOf(LineAnswer.Ending.class);
        assertThat(melding("16 uur", "Afgesloten", "Langdurig ziek", "05-01-2026;02-02-2026"))
                .isInstanceOf(LineAnswer.LeftOut.class);
    }

    @Test
    void closedForAnotherReasonEndsOnItsEndOrTheDateOfTheFile() throws Exception {
        assertThat(
                        accepted(melding("LRV", "Afgesloten", "terug naar school", "05-01-2026;"))
                                .endDate())
                .contains(Lists.FILE_DATE);
        assertThat(accepted(melding("LRV", "Afgesloten", "", "05-01-2026;20-02-2026")).endDate())
                .hasToString("Optional[2026-02-20]");
    }

    @Test
    void unknownKindOrStatusIsRefusedWithTheKnownCodes() throws Exception {
        assertThat(refused(melding("schaatsen", "Open", "", "05-01-2026;")))
                .extracting(LineIssue::field)
                .containsExactlyInAnyOrder("soort", "status");
        assertThat(refused(melding("schaatsen", "Open", "", "05-01-2026;")).toString())
                .doesNotContain("schaatsen");
    }

    @Test
    void absoluutVerzuimSetsItsCategory() throws Exception {
        Registration registration =
                accepted(
                        csv(
                                        "absoluut-verzuim",
                                        "referentie;bsn;begindatum;gemeente;laatste schoolsoort",
                                        "A1;" + BSN + ";05-01-2026;0202;basisonderwijs")
                                .getFirst());

        assertThat(registration.category()).isEqualTo(Category.ABSOLUUT_VERZUIM);
        assertThat(registration.enrolled()).contains(false);
        assertThat(registration.schoolType()).contains(SchoolType.BAO);
    }

    @Test
    void onlyExemptionUnderAIsImported() throws Exception {
        String header = "referentie;bsn;begindatum;grond";

        assertThat(
                        accepted(
                                        csv(
                                                        "vrijstelling",
                                                        header,
                                                        "V1;" + BSN + ";05-01-2026;5 onder a")
                                                .getFirst())
                                .category())
                .isEqualTo(Category.VRIJSTELLING_5A);
        assertThat(csv("vrijstelling", header, "V1;" + BSN + ";05-01-2026;5b").getFirst())
                .isInstanceOf(LineAnswer.LeftOut.class);
        assertThat(refused(csv("vrijstelling", header, "V1;" + BSN + ";05-01-2026;7").getFirst()))
                .hasSize(1);
    }
}
