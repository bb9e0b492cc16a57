package nl.sluitend.demo.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import nl.sluitend.demo.expected.PlainList;
import org.junit.jupiter.api.Test;

class DuoFilesTest {

    private final List<RegisterLine> register =
            ArnhemRegisters.generate().firstWeek().of(DemoParty.RBL);
    private final DuoFiles files = DuoFiles.of(register);

    @Test
    void theThreeListsHoldTheSameRegistrationsAsTheGenericOne() {
        PlainList generic = PlainList.read(bytes(WeekLists.csv(register)));
        PlainList duo =
                PlainList.readDuo(
                        Stream.of(
                                        files.meldingen(),
                                        files.absoluutVerzuim(),
                                        files.vrijstellingen())
                                .map(DuoFilesTest::bytes)
                                .toList());

        assertThat(duo.rejected()).isZero();
        assertThat(duo.lines()).hasSameSizeAs(generic.lines());
        for (String category :
                List.of(
                        Absence.ABSOLUUT_VERZUIM,
                        Absence.LANGDURIG_RELATIEF_VERZUIM,
                        Absence.VRIJSTELLING_5A)) {
            assertThat(duo.pupils(ArnhemRegisters.YEAR_START, ArnhemRegisters.YEAR_END, category))
                    .isEqualTo(
                            generic.pupils(
                                    ArnhemRegisters.YEAR_START, ArnhemRegisters.YEAR_END, category))
                    .isPositive();
        }
    }

    @Test
    void theyAlsoHoldWhatIsLeftOut() {
        assertThat(files.meldingen())
                .contains(";16 uur;", ";Luxe verzuim;", ";Ingetrokken;", "Met ouders gebeld");
        assertThat(files.vrijstellingen()).contains("Artikel 15");
        assertThat(files.absoluutVerzuim().lines()).hasSizeGreaterThan(26);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
